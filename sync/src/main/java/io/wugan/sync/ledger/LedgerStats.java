package io.wugan.sync.ledger;

import java.util.UUID;

/**
 * The ledger at a glance, since it was opened.
 *
 * @param epoch the sequence
 * @param lastSeq number of the newest record; 0 before the first
 * @param occupancy vehicles inside by the count of passages
 * @param queued pieces of work that wait
 * @param commits transactions that are on the disk
 * @param works pieces of work that are captured
 * @param refusedWorks pieces of work that failed by themselves
 * @param failedCommits transactions that failed with all they held
 * @param failing whether the last attempt to commit failed
 */
public record LedgerStats(
    UUID epoch,
    long lastSeq,
    long occupancy,
    int queued,
    long commits,
    long works,
    long refusedWorks,
    long failedCommits,
    boolean failing) {}
