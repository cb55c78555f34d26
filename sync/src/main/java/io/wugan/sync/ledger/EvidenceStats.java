package io.wugan.sync.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pictures in numbers.
 *
 * @param totals all of them
 * @param rows by what they show and what they are needed for; none that is empty
 */
public record EvidenceStats(EvidenceTotals totals, List<Row> rows) {
  public EvidenceStats {
    rows = List.copyOf(rows);
  }

  /**
   * One kind of pictures.
   *
   * @param kind what they show
   * @param value what they are needed for
   * @param files how many
   * @param bytes their lengths
   * @param oldest when the oldest was taken; empty where nobody knew the time
   */
  public record Row(
      EvidenceClass kind, EvidenceValue value, long files, long bytes, Optional<Instant> oldest) {}
}
