package io.wugan.sync.contract;

import java.util.UUID;

/**
 * A sequence of numbers that has ended, as a birth tells of it.
 *
 * @param epoch which
 * @param lastSeq its last number, as far as is known; 0 before the first
 */
public record ClosedEpoch(UUID epoch, long lastSeq) {}
