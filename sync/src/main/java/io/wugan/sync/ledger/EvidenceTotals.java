package io.wugan.sync.ledger;

/**
 * All pictures that are kept. One that two passages name counts twice, so the folder never takes
 * more than this.
 *
 * @param files how many
 * @param bytes their lengths
 */
public record EvidenceTotals(long files, long bytes) {}
