package io.wugan.lab.proof;

import io.wugan.lab.billing.EdgeId;
import java.nio.file.Path;
import java.util.List;

/**
 * What the cloud's ledger holds of one edge. Immutable.
 *
 * @param epochs counts it has heard of
 * @param events every stored event of the edge's present count, repeated if it were stored twice
 * @param bills session of every bill, repeated if it were billed twice
 * @param duplicates deliveries that it knew already
 */
public record CloudLedger(
    List<String> epochs, List<NumberedEvent> events, List<String> bills, long duplicates) {
  private static final String FILE = "billing.db";

  public CloudLedger {
    epochs = List.copyOf(epochs);
    events = List.copyOf(events);
    bills = List.copyOf(bills);
  }

  /** Reads the back end's database in {@code data}. */
  public static CloudLedger read(Path data, EdgeId edge, String epoch) {
    try (LedgerReader reader = LedgerReader.open(data.resolve(FILE))) {
      return new CloudLedger(
          reader.list(
              row -> row.getString(1),
              "SELECT DISTINCT epoch FROM event WHERE edge=? ORDER BY epoch",
              edge.source()),
          reader.list(
              row -> new NumberedEvent(row.getLong(1), row.getString(2)),
              "SELECT seq, id FROM event WHERE edge=? AND epoch=? ORDER BY seq",
              edge.source(),
              epoch),
          reader.list(
              row -> row.getString(1), "SELECT session FROM bill WHERE edge=?", edge.source()),
          reader
              .list(
                  row -> row.getLong(1),
                  "SELECT coalesce(sum(duplicates), 0) FROM stream WHERE edge=?",
                  edge.source())
              .get(0));
    }
  }
}
