package io.wugan.lab.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, in words that SQLite and PostgreSQL both understand.
 *
 * <pre>
 * stream    one count of one edge: how far it is complete, what was heard of it
 * event     every event as it came; unique by (edge, epoch, seq) and by id
 * again     numbers whose event is stored under a number of another epoch
 * refused   events that were answered with a nack, as they came
 * session   highest revision seen of each session
 * bill      one row for each billed session, never changed
 * question  what a person has to decide
 * edge      messages that could not be read at all
 * tariff    every version that bills were made by
 * bay       how each bay stands, as its board said last; nothing is billed from it
 * </pre>
 */
final class LedgerSchema {
  /** Raised with every change of a table. */
  private static final int VERSION = 2;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS stream(edge TEXT, epoch TEXT, upto BIGINT NOT NULL,
            highest BIGINT NOT NULL, claimed BIGINT NOT NULL, duplicates BIGINT NOT NULL,
            progress_at BIGINT NOT NULL, closed INTEGER NOT NULL, PRIMARY KEY(edge, epoch))
          """,
          """
          CREATE TABLE IF NOT EXISTS event(edge TEXT, epoch TEXT, seq BIGINT,
            id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, body TEXT NOT NULL,
            received_at BIGINT NOT NULL, applied INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY(edge, epoch, seq))
          """,
          """
          CREATE INDEX IF NOT EXISTS event_waiting ON event(edge, epoch, seq) WHERE applied = 0
          """,
          """
          CREATE TABLE IF NOT EXISTS again(edge TEXT, epoch TEXT, seq BIGINT, id TEXT NOT NULL,
            PRIMARY KEY(edge, epoch, seq))
          """,
          """
          CREATE TABLE IF NOT EXISTS refused(edge TEXT, epoch TEXT, seq BIGINT, code TEXT NOT NULL,
            msg TEXT NOT NULL, body TEXT NOT NULL, hash TEXT,
            PRIMARY KEY(edge, epoch, seq, hash))
          """,
          """
          CREATE TABLE IF NOT EXISTS session(id TEXT PRIMARY KEY, revision INTEGER NOT NULL,
            state TEXT NOT NULL, exit_passage TEXT NOT NULL, edge TEXT NOT NULL,
            plate TEXT NOT NULL, review INTEGER NOT NULL, entry TEXT NOT NULL, exit TEXT NOT NULL,
            lane TEXT NOT NULL, stay_millis BIGINT NOT NULL, clocks INTEGER NOT NULL, standing TEXT)
          """,
          """
          CREATE INDEX IF NOT EXISTS session_exit ON session(exit_passage)
          """,
          """
          CREATE TABLE IF NOT EXISTS bill(session TEXT PRIMARY KEY, revision INTEGER NOT NULL,
            plate TEXT NOT NULL, entry TEXT NOT NULL, exit TEXT NOT NULL, minutes BIGINT NOT NULL,
            fen BIGINT NOT NULL, stay_millis BIGINT NOT NULL, standing TEXT NOT NULL,
            tariff TEXT NOT NULL, tariff_version INTEGER NOT NULL, edge TEXT NOT NULL,
            epoch TEXT NOT NULL, seq BIGINT NOT NULL, told INTEGER NOT NULL DEFAULT 0)
          """,
          """
          CREATE INDEX IF NOT EXISTS bill_untold ON bill(exit) WHERE told = 0
          """,
          """
          CREATE TABLE IF NOT EXISTS question(key TEXT PRIMARY KEY, kind TEXT NOT NULL,
            plate TEXT NOT NULL, text TEXT NOT NULL, edge TEXT NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS edge(edge TEXT PRIMARY KEY, unreadable BIGINT NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS tariff(id TEXT, version INTEGER, content TEXT NOT NULL,
            PRIMARY KEY(id, version))
          """,
          """
          CREATE TABLE IF NOT EXISTS bay(edge TEXT, sensor TEXT, bay TEXT NOT NULL,
            state TEXT NOT NULL, since TEXT NOT NULL, lost INTEGER NOT NULL, said_at TEXT NOT NULL,
            boot TEXT NOT NULL, mono BIGINT NOT NULL, PRIMARY KEY(edge, sensor))
          """);

  private LedgerSchema() {}

  /**
   * Makes what is not there yet.
   *
   * @throws SQLException if that fails, or if the tables are of another version of this program
   */
  static void make(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS ledger_schema(version INTEGER PRIMARY KEY)");
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
    Sql sql = new Sql(connection);
    int found = sql.find(row -> row.getInt(1), "SELECT max(version) FROM ledger_schema").orElse(0);
    if (found == 0) {
      boolean used = sql.find(row -> 1, "SELECT 1 FROM event LIMIT 1").isPresent();
      found = used ? 1 : VERSION;
      sql.update("INSERT INTO ledger_schema VALUES(?)", found);
    }
    sql.close();
    if (found != VERSION) {
      throw new SQLException(
          "its tables are of version %d, this program needs version %d: begin with a new database"
              .formatted(found, VERSION));
    }
  }
}
