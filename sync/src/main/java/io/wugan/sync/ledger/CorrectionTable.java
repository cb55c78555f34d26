package io.wugan.sync.ledger;

import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.Correction;
import io.wugan.core.session.Correction.Change;
import io.wugan.core.session.Decision;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.session.Session;
import io.wugan.sync.contract.EventCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The corrections: the audit, and what tells a repetition. Confined to the connection's owner. */
final class CorrectionTable {

  private static final String INSERT =
      "INSERT INTO correction (id, utc_ns, origin, by_whom, why, change, review, session, before,"
          + " after, read, known) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String KNOWN = "SELECT 1 FROM correction WHERE id = ?";
  private static final String MISREADINGS =
      "SELECT read, known FROM correction WHERE read IS NOT NULL ORDER BY utc_ns DESC LIMIT ?";

  private final Statements statements;

  CorrectionTable(Statements statements) {
    this.statements = statements;
  }

  boolean contains(UUID id) throws SQLException {
    PreparedStatement query = statements.of(KNOWN);
    query.setString(1, id.toString());
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  void insert(Decision.Corrected corrected, PassageTable passages) throws SQLException {
    Correction correction = corrected.correction();
    PreparedStatement statement = statements.of(INSERT);
    statement.setString(1, correction.id().toString());
    statement.setLong(2, TimeColumns.nanos(corrected.at().utc()));
    statement.setString(3, correction.origin().name());
    statement.setString(4, correction.by());
    statement.setString(5, correction.why());
    statement.setString(6, correction.change().getClass().getSimpleName());
    statement.setString(7, correction.reviewId().map(UUID::toString).orElse(null));
    statement.setString(8, correction.sessionId().map(UUID::toString).orElse(null));
    statement.setBytes(9, corrected.before().map(EventCodec::sessionJson).orElse(null));
    statement.setBytes(10, corrected.after().map(EventCodec::sessionJson).orElse(null));
    Optional<Misreading> misreading = misreading(corrected, passages);
    statement.setString(11, misreading.map(Misreading::read).orElse(null));
    statement.setString(12, misreading.map(Misreading::known).orElse(null));
    statement.executeUpdate();
  }

  /** What a person said was read wrongly, the latest first: labels to learn costs from. */
  static List<Misreading> listMisreadings(Statements statements, int limit) throws SQLException {
    PreparedStatement query = statements.of(MISREADINGS);
    query.setInt(1, limit);
    List<Misreading> found = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(new Misreading(rows.getString(1), rows.getString(2)));
      }
    }
    return found;
  }

  private static Optional<Misreading> misreading(
      Decision.Corrected corrected, PassageTable passages) throws SQLException {
    Optional<String> before = corrected.before().flatMap(CorrectionTable::text);
    Optional<String> after = corrected.after().flatMap(CorrectionTable::text);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    Change change = corrected.correction().change();
    if (change instanceof Change.SetPlate) {
      return Misreading.of(before.get(), after.get());
    }
    if (change instanceof Change.BindExit bind) {
      Optional<String> read =
          passages.find(bind.passageId()).flatMap(PassageFacts::plate).map(PlateNumber::text);
      return read.flatMap(text -> Misreading.of(text, after.get()));
    }
    return Optional.empty();
  }

  private static Optional<String> text(Session session) {
    return session.plate().map(PlateNumber::text);
  }
}
