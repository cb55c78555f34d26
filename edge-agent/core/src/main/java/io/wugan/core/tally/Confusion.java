package io.wugan.core.tally;

/**
 * A character that was read as another one.
 *
 * @param was what stands on the plate
 * @param read what was read
 * @param times how often
 */
public record Confusion(char was, char read, int times) {}
