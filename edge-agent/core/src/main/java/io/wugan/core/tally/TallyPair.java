package io.wugan.core.tally;

/**
 * A tap and the passage that is the same vehicle.
 *
 * @param tap what a person saw
 * @param seen what the board recorded
 */
public record TallyPair(TallyTap tap, TallySeen seen) {}
