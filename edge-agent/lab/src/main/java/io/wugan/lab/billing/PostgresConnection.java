package io.wugan.lab.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL database. One back end writes at a time: the counts of the streams are read, changed
 * and written, and an advisory lock of the session keeps a second one out. Confined to one thread.
 */
final class PostgresConnection implements LedgerConnection {
  /** "wugan" and "bill" in hexadecimal; any number will do that nobody else uses. */
  private static final long LOCK = 0x777567616eL << 16 | 0x6269;

  private final Connection connection;
  private final Sql sql;

  private PostgresConnection(Connection connection) {
    this.connection = connection;
    this.sql = new Sql(connection);
  }

  /** Opens the database; its tables are made if they are not there. */
  static PostgresConnection open(BillingDatabase database) throws SQLException {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      // A server may have been told to lose the last commits in a power cut; this ledger may not.
      statement.execute("SET synchronous_commit TO on");
      PostgresConnection opened = new PostgresConnection(connection);
      boolean alone =
          opened
              .sql
              .find(row -> row.getBoolean(1), "SELECT pg_try_advisory_lock(?)", LOCK)
              .orElse(false);
      if (!alone) {
        throw new SQLException("another back end writes to this database");
      }
      LedgerSchema.make(connection);
      connection.setAutoCommit(false);
      return opened;
    } catch (SQLException failed) {
      SqliteConnection.closeAfter(failed, connection);
      throw failed;
    }
  }

  @Override
  public Sql sql() {
    return sql;
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    sql.close();
    connection.close();
  }
}
