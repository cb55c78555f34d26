package io.wugan.sync.ledger;

import java.util.UUID;

/**
 * Where the ledger stands.
 *
 * @param epoch the sequence
 * @param lastSeq number of the newest record; 0 before the first
 * @param occupancy vehicles inside by the count of passages; below 0 if some were inside when
 *     counting began
 */
record Head(UUID epoch, long lastSeq, long occupancy) {}
