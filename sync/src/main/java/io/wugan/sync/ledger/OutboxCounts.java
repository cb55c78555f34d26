package io.wugan.sync.ledger;

/**
 * The outbox in numbers.
 *
 * @param lastSeq number of the newest record; 0 before the first
 * @param ackedSeq every record up to and including this one is acknowledged or set apart
 * @param pending records that are not acknowledged yet
 * @param setApart records that the cloud refused for good
 */
public record OutboxCounts(long lastSeq, long ackedSeq, long pending, long setApart) {}
