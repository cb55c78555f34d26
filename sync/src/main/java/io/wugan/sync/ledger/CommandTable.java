package io.wugan.sync.ledger;

import io.wugan.sync.contract.CommandResult;
import io.wugan.sync.contract.CommandStatus;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The cloud's commands, from when they are accepted. Confined to the owner of the connection. */
final class CommandTable {

  /** {@code body} is the command until it is done; {@code told}: 1 once a broker has the result. */
  static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE command (
            id         TEXT    PRIMARY KEY,
            type       TEXT    NOT NULL,
            body       BLOB,
            expires_ms INTEGER NOT NULL,
            status     TEXT    NOT NULL,
            text       TEXT    NOT NULL,
            detail     TEXT    NOT NULL,
            at_ms      INTEGER NOT NULL,
            told       INTEGER NOT NULL CHECK (told IN (0, 1))
          ) STRICT
          """,
          "CREATE INDEX command_open ON command (at_ms) WHERE body IS NOT NULL OR told = 0");

  private static final String COLUMNS = "SELECT id, type, status, text, detail, at_ms FROM command";
  private static final String INSERT =
      "INSERT OR IGNORE INTO command VALUES (?, ?, ?, ?, 'ACCEPTED', '', '', ?, 0)";
  private static final String FINISH =
      "UPDATE command SET body = NULL, status = ?, text = ?, detail = ?, at_ms = ?, told = 0"
          + " WHERE id = ?";
  private static final String FIND = COLUMNS + " WHERE id = ?";
  private static final String UNTOLD = COLUMNS + " WHERE told = 0 ORDER BY at_ms LIMIT ?";
  private static final String UNFINISHED =
      "SELECT body FROM command WHERE body IS NOT NULL ORDER BY at_ms";
  // A result that has changed since it was sent is still to be told.
  private static final String TOLD = "UPDATE command SET told = 1 WHERE id = ? AND status = ?";
  private static final String COUNT = "SELECT count(*) FROM command";
  private static final String PURGE =
      "DELETE FROM command WHERE expires_ms < ? AND body IS NULL AND (told = 1 OR expires_ms < ?)";
  private static final long UNTOLD_MILLIS = 7L * 24 * 3600 * 1000;

  private final Statements statements;

  CommandTable(Statements statements) {
    this.statements = statements;
  }

  boolean insert(UUID id, String type, byte[] body, Instant expires, Instant now)
      throws SQLException {
    PreparedStatement insert = statements.of(INSERT);
    insert.setString(1, id.toString());
    insert.setString(2, type);
    insert.setBytes(3, body);
    insert.setLong(4, expires.toEpochMilli());
    insert.setLong(5, now.toEpochMilli());
    return insert.executeUpdate() > 0;
  }

  boolean finish(CommandResult result) throws SQLException {
    PreparedStatement finish = statements.of(FINISH);
    finish.setString(1, result.status().name());
    finish.setString(2, result.text());
    finish.setString(3, join(result.detail()));
    finish.setLong(4, result.at().toEpochMilli());
    finish.setString(5, result.id().toString());
    return finish.executeUpdate() > 0;
  }

  Optional<CommandResult> find(UUID id) throws SQLException {
    PreparedStatement query = statements.of(FIND);
    query.setString(1, id.toString());
    return read(query).stream().findFirst();
  }

  List<CommandResult> listUntold(int limit) throws SQLException {
    PreparedStatement query = statements.of(UNTOLD);
    query.setInt(1, limit);
    return read(query);
  }

  List<byte[]> listUnfinished() throws SQLException {
    List<byte[]> bodies = new ArrayList<>();
    try (ResultSet rows = statements.of(UNFINISHED).executeQuery()) {
      while (rows.next()) {
        bodies.add(rows.getBytes(1));
      }
    }
    return bodies;
  }

  void markTold(Collection<CommandResult> results) throws SQLException {
    PreparedStatement told = statements.of(TOLD);
    for (CommandResult result : results) {
      told.setString(1, result.id().toString());
      told.setString(2, result.status().name());
      told.executeUpdate();
    }
  }

  long count() throws SQLException {
    try (ResultSet row = statements.of(COUNT).executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** Forgets commands that nobody can repeat any more, because they have expired. */
  int purge(Instant expiredBefore) throws SQLException {
    PreparedStatement purge = statements.of(PURGE);
    purge.setLong(1, expiredBefore.toEpochMilli());
    purge.setLong(2, expiredBefore.toEpochMilli() - UNTOLD_MILLIS);
    return purge.executeUpdate();
  }

  private static List<CommandResult> read(PreparedStatement query) throws SQLException {
    List<CommandResult> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(
            new CommandResult(
                UUID.fromString(row.getString(1)),
                row.getString(2),
                CommandStatus.valueOf(row.getString(3)),
                row.getString(4),
                split(row.getString(5)),
                Instant.ofEpochMilli(row.getLong(6))));
      }
    }
    return found;
  }

  /** One line for each; neither keys nor values hold line breaks or, the keys, equals signs. */
  private static String join(Map<String, String> detail) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(detail)
        .forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    return lines.toString();
  }

  private static Map<String, String> split(String lines) {
    Map<String, String> detail = new TreeMap<>();
    for (String line : lines.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        detail.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return detail;
  }
}
