package io.wugan.sync.ledger;

import io.wugan.core.session.Session;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads stays in steps of {@value #STEP}, and what was done to one. Thread-safe. */
final class StayReader {

  private static final int STEP = 500;
  private static final String ONE_STEP =
      "SELECT "
          + SessionRows.COLUMNS
          + " FROM session WHERE id > ?1 AND (?2 = '' OR instr(?2, state) > 0)"
          + " AND entry_utc_ns >= ?3 AND entry_utc_ns < ?4 ORDER BY id LIMIT "
          + STEP;
  private static final String CORRECTIONS =
      "SELECT id, utc_ns, origin, by_whom, why, change, review, before, after FROM correction"
          + " WHERE session = ?1 OR review IN (SELECT id FROM review WHERE session = ?1)"
          + " ORDER BY utc_ns, id LIMIT ?2";

  private static final String FORGOTTEN =
      "SELECT utc_ns, by_whom, why, count(session) FROM correction WHERE change = '"
          + RetentionSql.FORGOTTEN
          + "' GROUP BY utc_ns, by_whom, why ORDER BY utc_ns DESC LIMIT ?";

  private final ReadConnection reader;

  StayReader(ReadConnection reader) {
    this.reader = reader;
  }

  /** In the order of their ids, which is that of their making. */
  void scan(SessionQuery asked, Predicate<Session> taker) {
    String after = "";
    List<Session> found;
    do {
      found = step(asked, after);
      for (Session session : found) {
        if (!taker.test(session)) {
          return;
        }
        after = session.id().toString();
      }
    } while (found.size() == STEP);
  }

  private List<Session> step(SessionQuery asked, String after) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(ONE_STEP);
          query.setString(1, after);
          query.setString(
              2, String.join(" ", asked.states().stream().map(Enum::name).sorted().toList()));
          query.setLong(3, asked.since().map(TimeColumns::nanos).orElse(Long.MIN_VALUE));
          query.setLong(4, asked.until().map(TimeColumns::nanos).orElse(Long.MAX_VALUE));
          return SessionRows.list(query);
        });
  }

  /** The earliest first. */
  List<StoredCorrection> corrections(UUID session, int limit) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(CORRECTIONS);
          query.setString(1, session.toString());
          query.setInt(2, limit);
          List<StoredCorrection> found = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.add(correction(row));
            }
          }
          return found;
        });
  }

  /** Requests to forget, the latest first. */
  List<Forgotten> forgotten(int limit) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(FORGOTTEN);
          query.setInt(1, limit);
          List<Forgotten> found = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Forgotten(
                      TimeColumns.instant(row.getLong(1)),
                      row.getString(2),
                      row.getString(3),
                      row.getLong(4)));
            }
          }
          return found;
        });
  }

  private static StoredCorrection correction(ResultSet row) throws SQLException {
    return new StoredCorrection(
        row.getString(1),
        TimeColumns.instant(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        Optional.ofNullable(row.getString(7)),
        text(row.getBytes(8)),
        text(row.getBytes(9)));
  }

  private static Optional<String> text(byte @Nullable [] json) {
    return json == null ? Optional.empty() : Optional.of(new String(json, StandardCharsets.UTF_8));
  }
}
