package io.wugan.sync.ledger;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.PassageRef;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.core.session.VoidReason;
import io.wugan.core.time.LotTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private SessionRows() {}

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
    statement.setString(first, ref.passageId().toString());
    statement.setString(first + 1, ref.laneId());
    TimeColumns.bind(statement, first + 2, ref.at());
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
    LotTime at = TimeColumns.read(row, first + 2);
    return new PassageRef(UUID.fromString(row.getString(first)), row.getString(first + 1), at);
  }
}
