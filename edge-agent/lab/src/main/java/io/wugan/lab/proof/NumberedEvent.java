package io.wugan.lab.proof;

/**
 * An event by its two names. Immutable.
 *
 * @param seq number in the epoch
 * @param id event id
 */
public record NumberedEvent(long seq, String id) {}
