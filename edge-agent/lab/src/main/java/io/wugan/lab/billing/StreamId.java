package io.wugan.lab.billing;

/**
 * One gapless series of sequence numbers: an edge begins a new epoch whenever its database is new.
 * Immutable.
 *
 * @param edge who counts
 * @param epoch UUID of the count
 */
record StreamId(EdgeId edge, String epoch) {}
