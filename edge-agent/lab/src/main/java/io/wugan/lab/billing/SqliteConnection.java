package io.wugan.lab.billing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file with a write-ahead log and {@code synchronous=FULL}, so that what is committed
 * outlives a power cut. Confined to one thread.
 */
final class SqliteConnection implements LedgerConnection {
  private static final int BUSY_MILLIS = 1000;
  private static final int CACHE_KIBIBYTES = 64 * 1024;
  private static final int CHECKPOINT_PAGES = 8000;

  private final Path path;
  private final Connection connection;
  private final Sql sql;
  private final @Nullable Object identity;

  private SqliteConnection(Path path, Connection connection) throws IOException {
    this.path = path;
    this.connection = connection;
    this.sql = new Sql(connection);
    this.identity = identity(path);
  }

  /** Opens or makes the file and its folder. */
  static SqliteConnection open(Path path) throws SQLException, IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=" + BUSY_MILLIS);
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      // Ids are random: their index is written all over, and pages that stay in memory are not read
      // again for each of them.
      statement.execute("PRAGMA cache_size=-" + CACHE_KIBIBYTES);
      statement.execute("PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
      LedgerSchema.make(connection);
      connection.setAutoCommit(false);
      return new SqliteConnection(path, connection);
    } catch (SQLException | IOException failed) {
      closeAfter(failed, connection);
      throw failed;
    }
  }

  static void closeAfter(Exception failed, Connection connection) {
    try {
      connection.close();
    } catch (SQLException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }

  @Override
  public Sql sql() {
    return sql;
  }

  /**
   * Commits. A database file that was moved or deleted behind our back takes commits without
   * complaint and loses them; that is found out here, before anybody is told.
   */
  @Override
  public void commit() throws SQLException, IOException {
    connection.commit();
    if (!Objects.equals(identity, identity(path))) {
      throw new IOException(path.getFileName() + " is no longer the file that was opened");
    }
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback();
  }

  private static @Nullable Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws SQLException {
    sql.close();
    connection.close();
  }
}
