package io.wugan.lab.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements in one line each, prepared once and kept: the program has some dozens of them.
 * Confined to the thread of its connection.
 */
final class Sql implements AutoCloseable {
  private static final int FETCH_ROWS = 500;

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes one row. */
  @FunctionalInterface
  interface RowEater {
    void eat(ResultSet row) throws SQLException;
  }

  /** Number of rows changed. */
  int update(String sql, @Nullable Object... values) throws SQLException {
    return prepare(sql, values).executeUpdate();
  }

  <T> List<T> list(Row<T> reader, String sql, @Nullable Object... values) throws SQLException {
    List<T> rows = new ArrayList<>();
    each(row -> rows.add(reader.read(row)), sql, values);
    return rows;
  }

  /** Row by row, without keeping them; outside of autocommit PostgreSQL does not either. */
  void each(RowEater eater, String sql, @Nullable Object... values) throws SQLException {
    try (ResultSet result = prepare(sql, values).executeQuery()) {
      while (result.next()) {
        eater.eat(result);
      }
    }
  }

  <T> Optional<T> find(Row<T> reader, String sql, @Nullable Object... values) throws SQLException {
    return list(reader, sql, values).stream().findFirst();
  }

  private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statement.setFetchSize(FETCH_ROWS);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
  }
}
