package io.wugan.lab.billing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code billing.db}: SQLite with a write-ahead log and {@code synchronous=FULL}, so that what is
 * committed outlives a power cut. Confined to one thread.
 *
 * <pre>
 * stream    one count of one edge: how far it is complete, what was heard of it
 * event     every event as it came; unique by (edge, epoch, seq) and by id
 * refused   events that were answered with a nack, as they came
 * session   highest revision seen of each session
 * bill      one row for each billed session, never changed
 * question  what a person has to decide
 * edge      messages that could not be read at all
 * </pre>
 */
final class LedgerFile implements AutoCloseable {
  static final String NAME = "billing.db";

  private static final int BUSY_MILLIS = 1000;
  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS stream(edge TEXT, epoch TEXT, upto INTEGER NOT NULL,
            highest INTEGER NOT NULL, claimed INTEGER NOT NULL, duplicates INTEGER NOT NULL,
            progress_at INTEGER NOT NULL, PRIMARY KEY(edge, epoch)) WITHOUT ROWID
          """,
          """
          CREATE TABLE IF NOT EXISTS event(edge TEXT, epoch TEXT, seq INTEGER,
            id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, body TEXT NOT NULL,
            received_at INTEGER NOT NULL, applied INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY(edge, epoch, seq))
          """,
          """
          CREATE INDEX IF NOT EXISTS event_waiting ON event(edge, epoch, seq) WHERE applied = 0
          """,
          """
          CREATE TABLE IF NOT EXISTS refused(edge TEXT, epoch TEXT, seq INTEGER, code TEXT NOT NULL,
            msg TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(edge, epoch, seq, body))
          """,
          """
          CREATE TABLE IF NOT EXISTS session(id TEXT PRIMARY KEY, revision INTEGER NOT NULL,
            state TEXT NOT NULL, exit_passage TEXT NOT NULL, edge TEXT NOT NULL)
          """,
          """
          CREATE INDEX IF NOT EXISTS session_exit ON session(exit_passage)
          """,
          """
          CREATE TABLE IF NOT EXISTS bill(session TEXT PRIMARY KEY, revision INTEGER NOT NULL,
            plate TEXT NOT NULL, entry TEXT NOT NULL, exit TEXT NOT NULL, minutes INTEGER NOT NULL,
            fen INTEGER NOT NULL, edge TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL,
            told INTEGER NOT NULL DEFAULT 0)
          """,
          """
          CREATE TABLE IF NOT EXISTS question(key TEXT PRIMARY KEY, kind TEXT NOT NULL,
            plate TEXT NOT NULL, text TEXT NOT NULL, edge TEXT NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS edge(edge TEXT PRIMARY KEY, unreadable INTEGER NOT NULL)
          """,
          """
          CREATE INDEX IF NOT EXISTS bill_untold ON bill(exit) WHERE told = 0
          """);

  private final Path path;
  private final Connection connection;
  private final @Nullable Object identity;

  private LedgerFile(Path path, Connection connection) throws IOException {
    this.path = path;
    this.connection = connection;
    this.identity = identity(path);
  }

  /** Opens or makes the file in {@code folder}. */
  static LedgerFile open(Path folder) throws SQLException, IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve(NAME);
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=" + BUSY_MILLIS);
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      for (String table : SCHEMA) {
        statement.execute(table);
      }
      connection.setAutoCommit(false);
      return new LedgerFile(path, connection);
    } catch (SQLException | IOException failed) {
      closeAfter(failed, connection);
      throw failed;
    }
  }

  private static void closeAfter(Exception failed, Connection connection) {
    try {
      connection.close();
    } catch (SQLException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }

  Sql sql() {
    return new Sql(connection);
  }

  /**
   * Commits. A database file that was moved or deleted behind our back takes commits without
   * complaint and loses them; that is found out here, before anybody is told.
   */
  void commit() throws SQLException, IOException {
    connection.commit();
    if (!Objects.equals(identity, identity(path))) {
      throw new IOException(path.getFileName() + " is no longer the file that was opened");
    }
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  private static @Nullable Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
