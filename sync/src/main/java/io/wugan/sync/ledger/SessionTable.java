package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sessions. Confined to the owner of the connection. */
final class SessionTable {

  private static final String SELECT = "SELECT " + SessionRows.COLUMNS + " FROM session ";
  private static final String OPEN_BY_PLATE =
      SELECT + "WHERE state = 'OPEN' AND plate = ? ORDER BY entry_utc_ns DESC, id DESC";
  private static final String OPEN_ENTERED_BEFORE =
      SELECT + "WHERE state = 'OPEN' AND entry_utc_ns < ? ORDER BY entry_utc_ns, id LIMIT ?";
  private static final String OPEN = SELECT + "WHERE state = 'OPEN' ORDER BY entry_utc_ns, id";
  private static final String OPEN_UNREAD =
      SELECT + "WHERE state = 'OPEN' AND plate IS NULL ORDER BY entry_utc_ns DESC, id DESC LIMIT ?";
  private static final String CLOSED_FUZZILY =
      SELECT
          + "WHERE close_reason = 'EXIT_MATCHED_FUZZY' AND plate = ? AND exit_utc_ns >= ?"
          + " ORDER BY exit_utc_ns DESC, id DESC";
  private static final String BY_PASSAGE =
      SELECT + "WHERE entry_passage = ? OR exit_passage = ? ORDER BY id LIMIT 1";
  private static final String BY_ID = SELECT + "WHERE id = ?";
  private static final String REVISION = "SELECT revision FROM session WHERE id = ?";
  private static final String INSERT =
      "INSERT INTO session (state, plate, color, entry_passage, entry_lane, entry_utc_ns,"
          + " entry_mono_ms, entry_boot, entry_clock, entry_err_ms, exit_passage, exit_lane,"
          + " exit_utc_ns, exit_mono_ms, exit_boot, exit_clock, exit_err_ms, close_reason,"
          + " void_reason, review, revision, id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE session SET state = ?, plate = ?, color = ?, entry_passage = ?, entry_lane = ?,"
          + " entry_utc_ns = ?, entry_mono_ms = ?, entry_boot = ?, entry_clock = ?,"
          + " entry_err_ms = ?, exit_passage = ?, exit_lane = ?, exit_utc_ns = ?,"
          + " exit_mono_ms = ?, exit_boot = ?, exit_clock = ?, exit_err_ms = ?,"
          + " close_reason = ?, void_reason = ?, review = ?, revision = ? WHERE id = ?";

  private final Statements statements;

  SessionTable(Statements statements) {
    this.statements = statements;
  }

  List<Session> listOpenByPlate(PlateNumber plate) throws SQLException {
    PreparedStatement query = statements.of(OPEN_BY_PLATE);
    query.setString(1, plate.text());
    return SessionRows.list(query);
  }

  List<Session> listOpenEnteredBefore(Instant utc, int limit) throws SQLException {
    PreparedStatement query = statements.of(OPEN_ENTERED_BEFORE);
    query.setLong(1, TimeColumns.nanos(utc));
    query.setInt(2, limit);
    return SessionRows.list(query);
  }

  List<Session> listOpen() throws SQLException {
    return SessionRows.list(statements.of(OPEN));
  }

  List<Session> listOpenUnread(int limit) throws SQLException {
    PreparedStatement query = statements.of(OPEN_UNREAD);
    query.setInt(1, limit);
    return SessionRows.list(query);
  }

  List<Session> listClosedFuzzily(PlateNumber plate, Instant since) throws SQLException {
    PreparedStatement query = statements.of(CLOSED_FUZZILY);
    query.setString(1, plate.text());
    query.setLong(2, TimeColumns.nanos(since));
    return SessionRows.list(query);
  }

  Optional<Session> findByPassage(UUID passageId) throws SQLException {
    PreparedStatement query = statements.of(BY_PASSAGE);
    query.setString(1, passageId.toString());
    query.setString(2, passageId.toString());
    return SessionRows.list(query).stream().findFirst();
  }

  Optional<Session> findById(UUID id) throws SQLException {
    PreparedStatement query = statements.of(BY_ID);
    query.setString(1, id.toString());
    return SessionRows.list(query).stream().findFirst();
  }

  /**
   * Writes a session as it stands.
   *
   * @throws LedgerException unless it is new with revision 1, or exactly one revision after the one
   *     that is written: anything else was decided on a state that is no longer true
   */
  void write(Session session) throws SQLException {
    int written = revision(session.id());
    if (session.revision() != written + 1) {
      throw new LedgerException(
          "session %s stands at revision %d, so revision %d cannot follow: it was decided on an older state"
              .formatted(session.id(), written, session.revision()));
    }
    PreparedStatement statement = statements.of(written == 0 ? INSERT : UPDATE);
    int next = SessionRows.bind(statement, session);
    statement.setString(next, session.id().toString());
    statement.executeUpdate();
  }

  /** Revision as written; 0 if the session is not there. */
  private int revision(UUID id) throws SQLException {
    PreparedStatement query = statements.of(REVISION);
    query.setString(1, id.toString());
    try (ResultSet rows = query.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
