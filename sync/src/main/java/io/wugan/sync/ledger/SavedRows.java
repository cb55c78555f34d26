package io.wugan.sync.ledger;

import io.wugan.sync.pages.PageRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes saved rows into a new ledger, each as it was; of several states of one the latest. Records
 * wait in a table of their own for new numbers. Confined to one thread.
 */
final class SavedRows implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SavedRows.class);

  static final String STAGED = "temp.saved_outbox";
  static final String HEADS = "temp.saved_head";

  private final Connection connection;
  private final Map<String, PreparedStatement> inserts = new HashMap<>();
  private final Map<SavedTable, Long> refused = new EnumMap<>(SavedTable.class);

  SavedRows(Connection connection) throws SQLException {
    this.connection = connection;
    Sql.execute(connection, "PRAGMA temp_store = FILE");
    Sql.execute(
        connection,
        "CREATE TABLE "
            + STAGED
            + " (seq INTEGER PRIMARY KEY, event_id TEXT UNIQUE, type TEXT, mono_ms INTEGER,"
            + " boot TEXT, payload BLOB, crc32c INTEGER, state INTEGER, tries INTEGER,"
            + " settled_ms INTEGER, refusal TEXT)");
    Sql.execute(
        connection,
        "CREATE TABLE "
            + HEADS
            + " (id INTEGER PRIMARY KEY, epoch TEXT, last_seq INTEGER, occupancy INTEGER,"
            + " purged INTEGER, purged_upto INTEGER, purged_settled_ms INTEGER,"
            + " recounted INTEGER, schema INTEGER)");
  }

  /** Takes a row that belongs to {@code table}; one that contradicts the table is left out. */
  void take(SavedTable table, PageRow row) {
    try {
      insert(table, row);
    } catch (SQLException contradiction) {
      // A row that was damaged inside may break a rule of its table; the others are still good.
      if (refused.merge(table, 1L, Long::sum) == 1) {
        log.warn("a row of {} is left out: {}", table.table(), contradiction.getMessage());
      }
    }
  }

  /** Takes what the journal tells; it comes after what was found in pages. */
  void replay(JournalRows.Change change, SavedTable table, PageRow row) {
    try {
      switch (change) {
        case ROW -> insert(table, row);
        case RECORD_STATE -> setState(row);
        case HANDED_OVER ->
            run("DELETE FROM handover WHERE passage = ?", row.value(0, String.class).orElse(""));
        case LIST_CLEARED -> Sql.execute(connection, "DELETE FROM listed_plate");
      }
    } catch (SQLException contradiction) {
      log.warn("a line of the journal is left out: {}", contradiction.getMessage());
    }
  }

  private void setState(PageRow row) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE "
                + STAGED
                + " SET state = ?, tries = ?, settled_ms = ?, refusal = ? WHERE seq = ?")) {
      int parameter = 1;
      for (@Nullable Object value : row.values()) {
        update.setObject(parameter++, value);
      }
      update.setLong(parameter, row.rowid());
      update.executeUpdate();
    }
  }

  private void run(String sql, String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.executeUpdate();
    }
  }

  /** The epoch that the damaged ledger's own head named, if it was found. */
  Optional<UUID> findEpoch() throws SQLException {
    String epoch = Sql.text(connection, "SELECT epoch FROM " + HEADS);
    return epoch.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(epoch));
  }

  private void insert(SavedTable table, PageRow row) throws SQLException {
    PreparedStatement insert = statement(table, row);
    int parameter = 1;
    if (table == SavedTable.PASSAGE) {
      insert.setLong(parameter++, row.rowid());
    }
    int place = 0;
    for (@Nullable Object value : row.values()) {
      boolean number = place == 0 && table.isNumbered();
      insert.setObject(parameter++, number ? Long.valueOf(row.rowid()) : value);
      place++;
    }
    insert.executeUpdate();
  }

  private PreparedStatement statement(SavedTable table, PageRow row) throws SQLException {
    String key = table + " " + row.size();
    PreparedStatement known = inserts.get(key);
    if (known == null) {
      known = connection.prepareStatement(sql(table, row));
      inserts.put(key, known);
    }
    return known;
  }

  private static String sql(SavedTable table, PageRow row) {
    String columns = String.join(", ", table.columns(row));
    String values = "?, ".repeat(row.size() - 1) + "?";
    return switch (table) {
      // Row numbers of passages are their order.
      case PASSAGE ->
          "INSERT OR REPLACE INTO passage (rowid, " + columns + ") VALUES (?, " + values + ")";
      case SESSION -> upsert("session", table, row, "excluded.revision >= session.revision");
      case OUTBOX ->
          "INSERT OR REPLACE INTO " + STAGED + " (" + columns + ") VALUES (" + values + ")";
      case HEAD -> upsert(HEADS, table, row, "excluded.last_seq >= saved_head.last_seq");
      case EVIDENCE_UPLOAD ->
          upsert("evidence_upload", table, row, "excluded.revision >= evidence_upload.revision");
      case REVIEW -> upsert("review", table, row, "review.settled_by IS NULL");
      default ->
          "INSERT OR REPLACE INTO " + table.table() + " (" + columns + ") VALUES (" + values + ")";
    };
  }

  /** Of several states of one row the one that {@code isLater} names. */
  private static String upsert(String target, SavedTable table, PageRow row, String isLater) {
    return "INSERT INTO "
        + target
        + " ("
        + String.join(", ", table.columns(row))
        + ") VALUES ("
        + "?, ".repeat(row.size() - 1)
        + "?) ON CONFLICT (id) DO UPDATE SET "
        + assignments(table, row)
        + " WHERE "
        + isLater;
  }

  private static String assignments(SavedTable table, PageRow row) {
    StringBuilder all = new StringBuilder();
    for (String column : table.columns(row)) {
      all.append(
          String.format(Locale.ROOT, "%s%s = excluded.%2$s", all.isEmpty() ? "" : ", ", column));
    }
    return all.toString();
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement insert : inserts.values()) {
      insert.close();
    }
    Sql.execute(connection, "DROP TABLE " + STAGED);
    Sql.execute(connection, "DROP TABLE " + HEADS);
  }
}
