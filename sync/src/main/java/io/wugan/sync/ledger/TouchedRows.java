package io.wugan.sync.ledger;

import io.wugan.sync.ledger.JournalRows.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows which rows a transaction has changed, by triggers of the connection that leave nothing in
 * the file; what is undone is forgotten with it. Confined to the ledger's thread.
 */
final class TouchedRows {

  private static final String TABLE =
      "CREATE TEMP TABLE touched (kind TEXT NOT NULL, place INTEGER NOT NULL, change TEXT NOT NULL,"
          + " passage TEXT, PRIMARY KEY (kind, place, change)) WITHOUT ROWID";
  private static final List<SavedTable> WHOLE_ROWS =
      List.of(
          SavedTable.PASSAGE,
          SavedTable.SESSION,
          SavedTable.REVIEW,
          SavedTable.CORRECTION,
          SavedTable.PLATE_LIST,
          SavedTable.EVIDENCE_HOLD,
          SavedTable.EARLIER_EPOCH);
  private static final List<String> OTHERS =
      List.of(
          onInsert(SavedTable.OUTBOX),
          onInsert(SavedTable.HANDOVER),
          // Sending is not worth a line: what is not acknowledged is sent again in any case.
          "CREATE TEMP TRIGGER touched_state AFTER UPDATE OF state ON main.outbox"
              + " WHEN NEW.state <> OLD.state AND (NEW.state > 1 OR OLD.state > 1) BEGIN"
              + " INSERT OR IGNORE INTO touched"
              + " VALUES ('OUTBOX', NEW.rowid, 'RECORD_STATE', NULL); END",
          "CREATE TEMP TRIGGER touched_handed AFTER DELETE ON main.handover BEGIN"
              + " INSERT OR IGNORE INTO touched"
              + " VALUES ('HANDOVER', OLD.rowid, 'HANDED_OVER', OLD.passage); END",
          "CREATE TEMP TRIGGER touched_held AFTER INSERT ON main.evidence_hold_passage BEGIN"
              + " INSERT OR IGNORE INTO touched SELECT 'EVIDENCE_HOLD', rowid, 'ROW', NULL"
              + " FROM evidence_hold WHERE id = NEW.hold; END");
  private static final String CHANGED =
      "SELECT kind, place, change, passage FROM touched ORDER BY kind, place";

  private final Connection connection;
  private final Statements statements;

  TouchedRows(Connection connection, Statements statements) {
    this.connection = connection;
    this.statements = statements;
  }

  private static String onInsert(SavedTable table) {
    return trigger(table, "INSERT");
  }

  private static String trigger(SavedTable table, String event) {
    return "CREATE TEMP TRIGGER touched_"
        + table.table()
        + "_"
        + event
        + " AFTER "
        + event
        + " ON main."
        + table.table()
        + " BEGIN INSERT OR IGNORE INTO touched VALUES ('"
        + table.name()
        + "', NEW.rowid, 'ROW', NULL); END";
  }

  /** Begins to watch; once for a connection. */
  void watch() throws SQLException {
    Sql.execute(connection, TABLE);
    for (SavedTable table : WHOLE_ROWS) {
      Sql.execute(connection, trigger(table, "INSERT"));
      Sql.execute(connection, trigger(table, "UPDATE"));
    }
    for (String trigger : OTHERS) {
      Sql.execute(connection, trigger);
    }
  }

  private record Touched(SavedTable table, long place, Change change, @Nullable String passage) {}

  /** What this transaction has changed so far, with the head; to be asked before its commit. */
  JournalRows collect() throws SQLException {
    List<Touched> touched = new ArrayList<>();
    try (ResultSet row = statements.of(CHANGED).executeQuery()) {
      while (row.next()) {
        touched.add(
            new Touched(
                SavedTable.valueOf(row.getString(1)),
                row.getLong(2),
                Change.valueOf(row.getString(3)),
                row.getString(4)));
      }
    }
    JournalRows rows = new JournalRows();
    for (Touched one : touched) {
      add(rows, one);
    }
    addRows(rows, SavedTable.HEAD, "");
    if (!touched.isEmpty()) {
      statements.of("DELETE FROM touched").executeUpdate();
    }
    return rows;
  }

  private void add(JournalRows rows, Touched touched) throws SQLException {
    switch (touched.change()) {
      case ROW -> addRows(rows, touched.table(), "WHERE rowid = " + touched.place());
      case HANDED_OVER ->
          rows.add(Change.HANDED_OVER, SavedTable.HANDOVER, touched.place(), touched.passage());
      case RECORD_STATE -> {
        PreparedStatement query =
            statements.of("SELECT state, tries, settled_ms, refusal FROM outbox WHERE seq = ?");
        query.setLong(1, touched.place());
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            rows.add(
                Change.RECORD_STATE,
                SavedTable.OUTBOX,
                touched.place(),
                row.getObject(1),
                row.getObject(2),
                row.getObject(3),
                row.getObject(4));
          }
        }
      }
      case LIST_CLEARED -> throw new IllegalStateException("comes with the list");
    }
  }

  /**
   * Adds rows of a table, and what belongs to them.
   *
   * @param where which; {@code WHERE …}, or empty for all
   */
  void addRows(JournalRows rows, SavedTable table, String where) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(select(table, where));
        ResultSet row = query.executeQuery()) {
      int columns = row.getMetaData().getColumnCount() - 1;
      while (row.next()) {
        @Nullable Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
          values[i] = row.getObject(i + 2);
        }
        rows.add(Change.ROW, table, row.getLong(1), values);
        addParts(rows, table, String.valueOf(values[0]));
      }
    }
  }

  private static String select(SavedTable table, String where) {
    boolean numbered =
        table != SavedTable.REVIEW_CANDIDATE
            && table != SavedTable.LISTED_PLATE
            && table != SavedTable.EVIDENCE_HOLD_PASSAGE;
    return "SELECT "
        + (numbered ? "rowid" : "0")
        + ", "
        + String.join(", ", table.columns())
        + " FROM "
        + table.table()
        + " "
        + where;
  }

  private void addParts(JournalRows rows, SavedTable table, String id) throws SQLException {
    switch (table) {
      case REVIEW -> addRows(rows, SavedTable.REVIEW_CANDIDATE, "WHERE review = '" + id + "'");
      case EVIDENCE_HOLD ->
          addRows(rows, SavedTable.EVIDENCE_HOLD_PASSAGE, "WHERE hold = '" + id + "'");
      case PLATE_LIST -> {
        rows.add(Change.LIST_CLEARED, SavedTable.LISTED_PLATE, 0);
        addRows(rows, SavedTable.LISTED_PLATE, "");
      }
      default -> {}
    }
  }
}
