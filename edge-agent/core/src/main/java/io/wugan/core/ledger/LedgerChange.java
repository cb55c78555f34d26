package io.wugan.core.ledger;

import io.wugan.core.lane.Passage;
import io.wugan.core.record.ParkingRecord;
import io.wugan.core.session.Decision;
import io.wugan.core.session.ReviewItem;
import java.util.List;
import java.util.Optional;

/**
 * What one transaction writes.
 *
 * @param passage the passage it comes from, kept for good; empty where time alone decided
 * @param decision what was decided; its sessions are written as they stand
 * @param reviews items that a person should look at, new or settled
 * @param records what the cloud is told, in order
 */
public record LedgerChange(
    Optional<Passage> passage,
    Decision decision,
    List<ReviewItem> reviews,
    List<ParkingRecord> records) {
  public LedgerChange {
    reviews = List.copyOf(reviews);
    records = List.copyOf(records);
  }
}
