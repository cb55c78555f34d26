package io.wugan.lab.proof;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a SQLite file that another process may be writing or may have left behind when it was
 * killed. Opened read-only: nothing is repaired by looking.
 */
public final class LedgerReader implements AutoCloseable {
  private final Connection connection;
  private final Path file;

  private LedgerReader(Connection connection, Path file) {
    this.connection = connection;
    this.file = file;
  }

  /**
   * Opens a database.
   *
   * @throws ProofException if there is none, or it cannot be read
   */
  public static LedgerReader open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ProofException("there is no " + file);
    }
    try {
      String url =
          "jdbc:sqlite:"
              + file.toAbsolutePath().toUri().toString().replaceFirst("^file:/+", "file:/");
      Connection connection = DriverManager.getConnection(url + "?mode=ro");
      // All that is read belongs to one moment.
      connection.setAutoCommit(false);
      return new LedgerReader(connection, file);
    } catch (SQLException failed) {
      throw new ProofException("cannot open " + file, failed);
    }
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * All rows of a query.
   *
   * @throws ProofException if it cannot be read
   */
  public <T> List<T> list(Row<T> reader, String sql, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    } catch (SQLException failed) {
      throw new ProofException("cannot read " + file, failed);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new ProofException("cannot close " + file, failed);
    }
  }
}
