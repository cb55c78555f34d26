package io.wugan.sync.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Reads records in steps of {@value #STEP} numbers, each read to its end before anything is handed
 * out: no step takes long, and no more than one step's records are in memory. Thread-safe.
 */
final class RecordReader {

  static final int STEP = 500;

  // As the records write it, so that texts compare as moments do.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String COLUMNS =
      "SELECT seq, event_id, type, state, tries, settled_ms, refusal, crc32c, payload FROM outbox ";
  private static final String BOUNDS = "SELECT min(seq), max(seq) FROM outbox";
  private static final String BY_ID = COLUMNS + "WHERE event_id = ?";
  private static final String PAYLOAD_TIME =
      "(CASE WHEN json_valid(CAST(payload AS TEXT))"
          + " THEN CAST(payload AS TEXT) ->> '$.time' END)";
  private static final String ONE_STEP =
      COLUMNS
          + "WHERE seq BETWEEN ?1 AND ?2 AND (?3 >> state) & 1 = 1"
          + " AND (?4 = '' OR instr(?4, ' ' || type || ' ') > 0)"
          + " AND (?5 IS NULL OR instr(CAST(payload AS TEXT), ?5) > 0)"
          + " AND (?6 IS NULL OR "
          + PAYLOAD_TIME
          + " >= ?6) AND (?7 IS NULL OR "
          + PAYLOAD_TIME
          + " < ?7) ORDER BY seq";

  // One commit has one moment: the stay that was changed stands right before the item it settled.
  private static final String SETTLING =
      "SELECT o.seq, o.event_id, o.type, o.state, o.tries, o.settled_ms, o.refusal, o.crc32c,"
          + " o.payload FROM outbox r JOIN outbox o ON o.seq BETWEEN r.seq - 8 AND r.seq"
          + " AND o.boot = r.boot AND o.mono_ms = r.mono_ms"
          + " WHERE r.type = 'parking.review.v1'"
          + " AND (CASE WHEN json_valid(CAST(r.payload AS TEXT))"
          + " THEN CAST(r.payload AS TEXT) ->> '$.data.review.settledBy' END) = ?"
          + " AND (o.seq = r.seq OR o.type = 'parking.session.v1') ORDER BY o.seq";

  private final ReadConnection reader;
  private final UUID epoch;

  RecordReader(ReadConnection reader, UUID epoch) {
    this.reader = reader;
    this.epoch = epoch;
  }

  Optional<StoredRecord> find(long seq) {
    List<StoredRecord> found = new ArrayList<>(step(RecordQuery.ALL, seq, seq));
    return found.stream().findFirst();
  }

  Optional<StoredRecord> find(UUID id) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(BY_ID);
          query.setString(1, id.toString());
          return rows(query).stream().findFirst();
        });
  }

  List<StoredRecord> listSettling(UUID correction) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(SETTLING);
          query.setString(1, correction.toString());
          return rows(query);
        });
  }

  void scan(RecordQuery query, boolean newestFirst, Predicate<StoredRecord> taker) {
    long[] bounds = bounds();
    long first = Math.max(query.first(), bounds[0]);
    long last = Math.min(query.last(), bounds[1]);
    long steps = last < first ? 0 : (last - first) / STEP + 1;
    for (long i = 0; i < steps; i++) {
      long from = first + (newestFirst ? steps - 1 - i : i) * STEP;
      List<StoredRecord> found = step(query, from, Math.min(last, from + STEP - 1));
      for (int j = 0; j < found.size(); j++) {
        if (!taker.test(found.get(newestFirst ? found.size() - 1 - j : j))) {
          return;
        }
      }
    }
  }

  private long[] bounds() {
    return reader.read(
        statements -> {
          try (ResultSet row = statements.of(BOUNDS).executeQuery()) {
            return row.next() ? new long[] {row.getLong(1), row.getLong(2)} : new long[] {1, 0};
          }
        });
  }

  private List<StoredRecord> step(RecordQuery asked, long first, long last) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(ONE_STEP);
          query.setLong(1, first);
          query.setLong(2, last);
          query.setInt(3, asked.stateBits());
          query.setString(
              4, asked.types().isEmpty() ? "" : " " + String.join(" ", asked.types()) + " ");
          query.setString(5, asked.session().map(UUID::toString).orElse(null));
          query.setString(6, asked.since().map(TIME::format).orElse(null));
          query.setString(7, asked.until().map(TIME::format).orElse(null));
          return rows(query);
        });
  }

  private List<StoredRecord> rows(PreparedStatement query) throws SQLException {
    List<StoredRecord> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        byte[] payload = row.getBytes(9);
        long settled = row.getLong(6);
        Optional<Instant> settledAt =
            row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(settled));
        found.add(
            new StoredRecord(
                new NumberedId(row.getLong(1), row.getString(2), OutboxState.of(row.getInt(4))),
                epoch,
                row.getString(3),
                new StoredRecord.Delivery(
                    row.getInt(5), settledAt, Optional.ofNullable(row.getString(7))),
                OutboxTable.checksum(payload) == row.getLong(8),
                payload));
      }
    }
    return found;
  }
}
