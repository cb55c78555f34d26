package io.wugan.sync.ledger;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * What became of a damaged ledger. Immutable.
 *
 * @param damaged folder in which the damaged files lie, unchanged
 * @param reason what was found
 * @param closed the sequence that ended; all zeros where nothing says which it was
 * @param lastSeq its last number, as far as is known
 * @param saved rows saved, by table; of the records only those that are still to be told or set
 *     apart
 * @param acknowledged records found that the cloud has, which are not taken over
 * @param lostRecords records that were to be found and were not; 0 where that is unknown
 */
public record SalvageReport(
    Path damaged,
    String reason,
    UUID closed,
    long lastSeq,
    Map<String, Long> saved,
    long acknowledged,
    long lostRecords) {

  public SalvageReport {
    saved = Map.copyOf(saved);
  }

  /** In one line, for the log and for whoever is told. */
  public String described() {
    return "saved "
        + saved.getOrDefault("session", 0L)
        + " stays, "
        + saved.getOrDefault("passage", 0L)
        + " passages, "
        + saved.getOrDefault("outbox", 0L)
        + " records not acknowledged ("
        + acknowledged
        + " acknowledged, "
        + lostRecords
        + " lost); the damaged files are in "
        + damaged.getFileName();
  }
}
