package io.wugan.sync.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes a ledger of its own out of the rows that were saved: new numbers for what the cloud does
 * not have yet, and a head that fits them. Confined to one thread.
 */
final class SavedLedger {

  private static final UUID UNKNOWN = new UUID(0, 0);
  private static final String STILL_TO_TELL =
      "SELECT seq, event_id, type, mono_ms, boot, payload, state, settled_ms, refusal FROM "
          + SavedRows.STAGED
          + " WHERE state <> 2 ORDER BY seq";
  private static final String INSERT =
      "INSERT INTO outbox (seq, event_id, type, mono_ms, boot, payload, crc32c, state, settled_ms,"
          + " refusal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String INSIDE =
      "SELECT coalesce(sum((direction = 'ENTER') - (direction = 'EXIT')), 0) FROM passage";

  private final Connection connection;
  private final UUID epoch;

  SavedLedger(Connection connection, UUID epoch) {
    this.connection = connection;
    this.epoch = epoch;
  }

  /** What the old ledger said of itself, as far as it can be known. */
  private record Old(UUID epoch, long lastSeq, Optional<Long> occupancy, long missing) {}

  /** Numbers the records and writes the head; what was saved, without the folder and reason. */
  SalvageReport finish(SalvageReport about) throws SQLException {
    Old old = old();
    long last = number();
    writeHead(old, last);
    dropPartOfList();
    SalvageReport report = report(about, old);
    noteEarlierEpoch(old, report.described());
    return report;
  }

  private SalvageReport report(SalvageReport about, Old old) throws SQLException {
    return new SalvageReport(
        about.damaged(),
        about.reason(),
        old.epoch(),
        old.lastSeq(),
        counts(),
        Sql.number(connection, "SELECT count(*) FROM " + SavedRows.STAGED + " WHERE state = 2"),
        old.missing());
  }

  private Old old() throws SQLException {
    long found = Sql.number(connection, "SELECT count(*) FROM " + SavedRows.STAGED);
    long greatest = Sql.number(connection, "SELECT coalesce(max(seq), 0) FROM " + SavedRows.STAGED);
    try (Statement statement = connection.createStatement();
        ResultSet head =
            statement.executeQuery(
                "SELECT epoch, last_seq, occupancy, coalesce(purged, 0) FROM " + SavedRows.HEADS)) {
      if (head.next()) {
        long last = Math.max(greatest, head.getLong(2));
        return new Old(
            UUID.fromString(head.getString(1)),
            last,
            Optional.of(head.getLong(3)),
            Math.max(0, last - head.getLong(4) - found));
      }
    }
    return new Old(epochOfARecord(), greatest, Optional.empty(), 0);
  }

  private UUID epochOfARecord() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT payload FROM " + SavedRows.STAGED + " ORDER BY seq DESC LIMIT 1")) {
      return row.next() ? Renumbering.epochOf(row.getBytes(1)).orElse(UNKNOWN) : UNKNOWN;
    }
  }

  /** Writes what the cloud does not have with the numbers 1, 2, 3, …; the last. */
  private long number() throws SQLException {
    long seq = 0;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(STILL_TO_TELL);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      while (row.next()) {
        Optional<byte[]> payload = Renumbering.renumber(row.getBytes(6), epoch, seq + 1);
        if (payload.isEmpty()) {
          continue;
        }
        seq++;
        boolean apart = row.getInt(7) == 3;
        insert.setLong(1, seq);
        insert.setString(2, row.getString(2));
        insert.setString(3, row.getString(3));
        insert.setLong(4, row.getLong(4));
        insert.setString(5, row.getString(5));
        insert.setBytes(6, payload.get());
        insert.setLong(7, OutboxTable.checksum(payload.get()));
        insert.setInt(8, apart ? 3 : 0);
        insert.setObject(9, apart ? row.getObject(8) : null);
        insert.setString(10, apart ? row.getString(9) : null);
        insert.executeUpdate();
      }
    }
    return seq;
  }

  private void writeHead(Old old, long last) throws SQLException {
    long inside = Sql.number(connection, INSIDE);
    long occupancy = old.occupancy().orElse(inside);
    try (PreparedStatement head =
        connection.prepareStatement(
            "UPDATE head SET last_seq = ?, occupancy = ?, recounted = ? WHERE id = 1")) {
      head.setLong(1, last);
      head.setLong(2, occupancy);
      head.setLong(3, occupancy - inside);
      head.executeUpdate();
    }
  }

  private void noteEarlierEpoch(Old old, String why) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO earlier_epoch (epoch, last_seq, ended_ms, why) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, old.epoch().toString());
      insert.setLong(2, old.lastSeq());
      insert.setLong(3, Instant.now().toEpochMilli());
      insert.setString(4, why);
      insert.executeUpdate();
    }
  }

  /**
   * Half a list of plates would call half of the vehicles ordinary; none asks to be given again.
   */
  private void dropPartOfList() throws SQLException {
    Sql.execute(
        connection,
        "DELETE FROM listed_plate WHERE (SELECT count(*) FROM listed_plate)"
            + " <> coalesce((SELECT plates FROM plate_list), -1)");
    Sql.execute(
        connection, "DELETE FROM plate_list WHERE plates <> (SELECT count(*) FROM listed_plate)");
    Sql.execute(
        connection,
        "DELETE FROM evidence_hold_passage WHERE hold NOT IN (SELECT id FROM evidence_hold)");
  }

  private Map<String, Long> counts() throws SQLException {
    Map<String, Long> saved = new TreeMap<>();
    for (SavedTable table : SavedTable.values()) {
      saved.put(table.table(), Sql.number(connection, "SELECT count(*) FROM " + table.table()));
    }
    return saved;
  }
}
