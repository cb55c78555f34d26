package io.wugan.sync.ledger;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.core.session.VoidReason;
import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Sessions as rows of the table {@code session}, in the order of {@link #COLUMNS}. */
final class SessionRows {

  static final String COLUMNS =
      "id, state, plate, color, entry_passage, entry_lane, entry_utc_ns, entry_mono_ms, entry_boot,"
          + " entry_clock, entry_err_ms, exit_passage, exit_lane, exit_utc_ns, exit_mono_ms,"
          + " exit_boot, exit_clock, exit_err_ms, close_reason, void_reason, review, revision";

  private static final int REF_COLUMNS = 7;
  private static final int FIRST_ENTRY_COLUMN = 5;
  private static final int FIRST_EXIT_COLUMN = FIRST_ENTRY_COLUMN + REF_COLUMNS;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private SessionRows() {}

  /** Nanoseconds since 1970; exact, so that a session read is equal to the one written. */
  static long nanos(Instant utc) {
    return Math.addExact(Math.multiplyExact(utc.getEpochSecond(), NANOS_PER_SECOND), utc.getNano());
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  /** Binds all columns but the id, from parameter 1; returns the next parameter. */
  static int bind(PreparedStatement statement, Session session) throws SQLException {
    statement.setString(1, session.state().name());
    statement.setString(2, session.plate().map(PlateNumber::text).orElse(null));
    statement.setString(3, session.color().name());
    bindRef(statement, FIRST_ENTRY_COLUMN - 1, session.entry());
    if (session.exit().isPresent()) {
      bindRef(statement, FIRST_EXIT_COLUMN - 1, session.exit().get());
    } else {
      for (int i = 0; i < REF_COLUMNS; i++) {
        statement.setNull(FIRST_EXIT_COLUMN - 1 + i, Types.NULL);
      }
    }
    int next = FIRST_EXIT_COLUMN - 1 + REF_COLUMNS;
    statement.setString(next++, session.closeReason().map(Enum::name).orElse(null));
    statement.setString(next++, session.voidReason().map(Enum::name).orElse(null));
    statement.setInt(next++, session.review() ? 1 : 0);
    statement.setInt(next++, session.revision());
    return next;
  }

  private static void bindRef(PreparedStatement statement, int first, PassageRef ref)
      throws SQLException {
    LotTime at = ref.at();
    statement.setString(first, ref.passageId().toString());
    statement.setString(first + 1, ref.laneId());
    statement.setLong(first + 2, nanos(at.utc()));
    statement.setLong(first + 3, at.monoMillis());
    statement.setString(first + 4, at.bootId());
    statement.setString(first + 5, at.quality().name());
    if (at.errorMillis().isPresent()) {
      statement.setInt(first + 6, at.errorMillis().getAsInt());
    } else {
      statement.setNull(first + 6, Types.NULL);
    }
  }

  /** Runs a query that selects {@link #COLUMNS}. */
  static List<Session> list(PreparedStatement query) throws SQLException {
    List<Session> sessions = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        sessions.add(read(rows));
      }
    }
    return sessions;
  }

  private static Session read(ResultSet row) throws SQLException {
    int next = FIRST_EXIT_COLUMN + REF_COLUMNS;
    return new Session(
        UUID.fromString(row.getString(1)),
        SessionState.valueOf(row.getString(2)),
        Optional.ofNullable(row.getString(3)).map(PlateNumber::new),
        PlateColor.valueOf(row.getString(4)),
        readRef(row, FIRST_ENTRY_COLUMN),
        row.getString(FIRST_EXIT_COLUMN) == null
            ? Optional.empty()
            : Optional.of(readRef(row, FIRST_EXIT_COLUMN)),
        Optional.ofNullable(row.getString(next)).map(CloseReason::valueOf),
        Optional.ofNullable(row.getString(next + 1)).map(VoidReason::valueOf),
        row.getInt(next + 2) == 1,
        row.getInt(next + 3));
  }

  private static PassageRef readRef(ResultSet row, int first) throws SQLException {
    int error = row.getInt(first + 6);
    OptionalInt errorMillis = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(error);
    LotTime at =
        new LotTime(
            instant(row.getLong(first + 2)),
            row.getLong(first + 3),
            row.getString(first + 4),
            ClockQuality.valueOf(row.getString(first + 5)),
            errorMillis);
    return new PassageRef(UUID.fromString(row.getString(first)), row.getString(first + 1), at);
  }
}
