package io.wugan.sync.ledger;

import io.wugan.sync.ledger.JournalRows.Change;
import io.wugan.sync.pages.PageRow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts waiting records right whose bytes have changed on the disk: SQLite's own check looks at the
 * order of pages and rows, not at what stands in them, but each record has its checksum, and the
 * journal a second copy. What the journal does not know stays as it is, and the uplink sets it
 * apart. Confined to whoever opens the ledger.
 */
final class PendingRepair {

  private static final Logger log = LoggerFactory.getLogger(PendingRepair.class);

  private static final String NOT_ACKNOWLEDGED =
      "SELECT seq, payload, crc32c FROM outbox WHERE state <> 2";
  // What was set apart because it was damaged can go now; what the cloud refused stays refused.
  private static final String REPLACE =
      "UPDATE outbox SET payload = ?, crc32c = ?,"
          + " state = CASE WHEN state = 3 AND refusal = '"
          + Outbox.DAMAGED
          + "' THEN 0 ELSE state END,"
          + " refusal = nullif(refusal, '"
          + Outbox.DAMAGED
          + "') WHERE seq = ?";
  private static final int PAYLOAD = 5;
  private static final int CHECKSUM = 6;

  private final Connection connection;
  private final JournalReplay journal;

  /**
   * @param connection of the ledger, outside a transaction
   * @param journal has the second copies
   */
  PendingRepair(Connection connection, JournalReplay journal) {
    this.connection = connection;
    this.journal = journal;
  }

  /** What was found. */
  record Outcome(int damaged, int repaired) {}

  /**
   * Compares every record that is not acknowledged with its checksum.
   *
   * @param epoch of the ledger
   * @throws IOException if the journal's folder cannot be listed
   */
  Outcome run(UUID epoch) throws SQLException, IOException {
    Set<Long> wanted = findDamaged();
    if (wanted.isEmpty()) {
      return new Outcome(0, 0);
    }
    int damaged = wanted.size();
    Map<Long, byte[]> copies = new HashMap<>();
    journal.each(epoch, (change, table, row) -> take(change, table, row, wanted, copies));
    replace(copies);
    log.error(
        "the bytes of {} waiting records have changed on the disk; {} are put right from the"
            + " journal",
        damaged,
        copies.size());
    return new Outcome(damaged, copies.size());
  }

  private Set<Long> findDamaged() throws SQLException {
    Set<Long> damaged = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(NOT_ACKNOWLEDGED)) {
      while (row.next()) {
        byte[] payload = row.getBytes(2);
        if (payload == null || OutboxTable.checksum(payload) != row.getLong(3)) {
          damaged.add(row.getLong(1));
        }
      }
    }
    return damaged;
  }

  private static void take(
      Change change, SavedTable table, PageRow row, Set<Long> wanted, Map<Long, byte[]> copies) {
    if (change != Change.ROW || table != SavedTable.OUTBOX || !wanted.contains(row.rowid())) {
      return;
    }
    byte[] payload = row.value(PAYLOAD, byte[].class).orElse(new byte[0]);
    long checksum = row.value(CHECKSUM, Long.class).orElse(-1L);
    // A snapshot made after the damage has a copy of the damage.
    if (OutboxTable.checksum(payload) == checksum) {
      copies.put(row.rowid(), payload);
    }
  }

  private void replace(Map<Long, byte[]> copies) throws SQLException {
    Sql.execute(connection, "BEGIN IMMEDIATE");
    try (PreparedStatement statement = connection.prepareStatement(REPLACE)) {
      for (Map.Entry<Long, byte[]> copy : copies.entrySet()) {
        statement.setBytes(1, copy.getValue());
        statement.setLong(2, OutboxTable.checksum(copy.getValue()));
        statement.setLong(3, copy.getKey());
        statement.executeUpdate();
      }
    }
    Sql.execute(connection, "COMMIT");
  }
}
