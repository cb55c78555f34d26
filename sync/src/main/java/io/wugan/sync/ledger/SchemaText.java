package io.wugan.sync.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the tables of a ledger are called, letter by letter. A byte that changes in the name of a
 * column leaves a schema that SQLite finds sound and no statement fits. Stateless.
 */
final class SchemaText {

  private static final String TEXT =
      "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"
          + " WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name";

  private SchemaText() {}

  /**
   * Compares the tables with those that this version makes. A newer program may have added some,
   * and left these as they were.
   *
   * @throws LedgerDamage if they differ
   */
  static void check(Connection connection) throws SQLException {
    List<String> actual = read(connection);
    List<String> expected = expected();
    if (LedgerSchema.isNewer(connection)) {
      actual.retainAll(expected);
    }
    for (int i = 0; i < Math.max(actual.size(), expected.size()); i++) {
      String is = i < actual.size() ? actual.get(i) : "nothing";
      String should = i < expected.size() ? expected.get(i) : "nothing";
      if (!is.equals(should)) {
        throw new LedgerDamage("the tables are not those that were made: " + should);
      }
    }
  }

  /** Those of a ledger that is made here and now. */
  static List<String> expected() throws SQLException {
    try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      LedgerSchema.create(memory, new UUID(0, 0));
      return read(memory);
    }
  }

  private static List<String> read(Connection connection) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TEXT)) {
      while (row.next()) {
        lines.add(
            String.join(
                " ", row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
      }
    }
    return lines;
  }
}
