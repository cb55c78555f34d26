package io.wugan.lab.proof;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the agent's ledger holds at one moment. Immutable.
 *
 * @param epoch its count
 * @param lastSeq number of the newest event
 * @param events event id by number
 * @param unsettled events that are not acknowledged
 * @param setApart events that the cloud refused
 * @param billable closed sessions that have plate and exit and need no review
 * @param open sessions that are not closed
 */
public record EdgeLedger(
    String epoch,
    long lastSeq,
    Map<Long, String> events,
    long unsettled,
    long setApart,
    Set<String> billable,
    long open) {
  static final String FILE = "ledger.db";

  private static final int ACKED = 2;
  private static final int SET_APART = 3;

  public EdgeLedger {
    events = Map.copyOf(events);
    billable = Set.copyOf(billable);
  }

  private record Head(String epoch, long lastSeq) {}

  /** Reads {@code ledger.db} in the agent's data folder; empty while the agent has not made it. */
  public static Optional<EdgeLedger> find(Path data) {
    Path file = data.resolve(FILE);
    if (!file.toFile().isFile()) {
      return Optional.empty();
    }
    try (LedgerReader reader = LedgerReader.open(file)) {
      if (reader.list(row -> 1, "SELECT 1 FROM sqlite_schema WHERE name='outbox'").isEmpty()) {
        return Optional.empty();
      }
      List<Head> heads =
          reader.list(
              row -> new Head(row.getString(1), row.getLong(2)),
              "SELECT epoch, last_seq FROM head");
      return heads.stream().findFirst().map(head -> read(reader, head));
    }
  }

  private static EdgeLedger read(LedgerReader reader, Head head) {
    Map<Long, String> events =
        reader
            .list(
                row -> new NumberedEvent(row.getLong(1), row.getString(2)),
                "SELECT seq, event_id FROM outbox")
            .stream()
            .collect(
                Collectors.toMap(
                    NumberedEvent::seq,
                    NumberedEvent::id,
                    (first, second) -> second,
                    TreeMap::new));
    return new EdgeLedger(
        head.epoch,
        head.lastSeq,
        events,
        count(reader, "SELECT count(*) FROM outbox WHERE state < " + ACKED),
        count(reader, "SELECT count(*) FROM outbox WHERE state = " + SET_APART),
        new TreeSet<>(
            reader.list(
                row -> row.getString(1),
                "SELECT id FROM session WHERE state='CLOSED' AND exit_passage IS NOT NULL"
                    + " AND plate IS NOT NULL AND review=0")),
        count(reader, "SELECT count(*) FROM session WHERE state='OPEN'"));
  }

  private static long count(LedgerReader reader, String sql) {
    return reader.list(row -> row.getLong(1), sql).get(0);
  }
}
