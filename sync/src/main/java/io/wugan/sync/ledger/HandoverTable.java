package io.wugan.sync.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which passages wait for the board that keeps the lot's sessions, in the order of capture.
 * Confined to the owner of the connection.
 */
final class HandoverTable {

  /** From version 2 of the schema on. Apart: why a passage is kept back, for a person to look. */
  static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE handover (
            place   INTEGER PRIMARY KEY,
            passage TEXT    NOT NULL UNIQUE,
            apart   TEXT
          ) STRICT
          """,
          "CREATE INDEX handover_waiting ON handover (place) WHERE apart IS NULL");

  private static final String INSERT = "INSERT INTO handover (passage) VALUES (?)";
  private static final String DELETE = "DELETE FROM handover WHERE passage = ?";
  private static final String SET_APART = "UPDATE handover SET apart = ? WHERE passage = ?";
  private static final String OLDEST =
      "SELECT handover.passage, passage.body FROM handover"
          + " LEFT JOIN passage ON passage.id = handover.passage"
          + " WHERE handover.apart IS NULL ORDER BY handover.place LIMIT ? OFFSET ?";
  private static final String COUNT = "SELECT count(*) FROM handover WHERE apart IS NULL";

  private final Statements statements;

  HandoverTable(Statements statements) {
    this.statements = statements;
  }

  void insert(UUID passageId) throws SQLException {
    PreparedStatement insert = statements.of(INSERT);
    insert.setString(1, passageId.toString());
    insert.executeUpdate();
  }

  int delete(Collection<UUID> passageIds) throws SQLException {
    int deleted = 0;
    PreparedStatement delete = statements.of(DELETE);
    for (UUID id : passageIds) {
      delete.setString(1, id.toString());
      deleted += delete.executeUpdate();
    }
    return deleted;
  }

  void setApart(UUID passageId, String why) throws SQLException {
    PreparedStatement apart = statements.of(SET_APART);
    apart.setString(1, why);
    apart.setString(2, passageId.toString());
    apart.executeUpdate();
  }

  /**
   * Bodies of the oldest by id, in the order of capture; an empty one where the passage is gone.
   */
  Map<UUID, byte[]> listOldest(int skip, int limit) throws SQLException {
    PreparedStatement query = statements.of(OLDEST);
    query.setInt(1, limit);
    query.setInt(2, skip);
    Map<UUID, byte[]> found = new LinkedHashMap<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        byte[] body = rows.getBytes(2);
        found.put(UUID.fromString(rows.getString(1)), body == null ? new byte[0] : body);
      }
    }
    return found;
  }

  long count() throws SQLException {
    try (ResultSet row = statements.of(COUNT).executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
