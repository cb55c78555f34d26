package io.wugan.core.ledger;

import io.wugan.core.record.ParkingRecord;
import java.util.List;
import java.util.UUID;

/**
 * What has been captured: it survives a power cut from now on.
 *
 * @param epoch the sequence that the numbers belong to; a new one when the database is made or
 *     restored
 * @param change what was written
 * @param records its records with their numbers
 * @param occupancy vehicles inside afterwards
 */
public record Commit(UUID epoch, LedgerChange change, List<Numbered> records, long occupancy) {

  /**
   * A record with its number.
   *
   * @param seq 1, 2, 3, … without gaps within the epoch
   * @param record the record
   */
  public record Numbered(long seq, ParkingRecord record) {}

  public Commit {
    records = List.copyOf(records);
  }
}
