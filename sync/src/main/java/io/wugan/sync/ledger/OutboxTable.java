package io.wugan.sync.ledger;

import io.wugan.core.record.ParkingRecord;
import io.wugan.core.time.LotTime;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.EventCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What is written to the outbox. Confined to the ledger's thread. */
final class OutboxTable {

  private static final String INSERT =
      "INSERT INTO outbox (seq, event_id, type, mono_ms, boot, payload, crc32c)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String SENT =
      "UPDATE outbox SET state = 1, tries = tries + 1 WHERE seq = ? AND state < 2";
  private static final String ACK_UPTO =
      "UPDATE outbox SET state = 2, settled_ms = ? WHERE seq <= ? AND state < 2";
  // A single acknowledgement is explicit, so it also frees what was set apart.
  private static final String ACK_ONE =
      "UPDATE outbox SET state = 2, settled_ms = ?, refusal = NULL WHERE seq = ? AND state <> 2";
  private static final String APART_BY_BOARD =
      "state = 3 AND refusal IN ('"
          + String.join("', '", Outbox.HANGS_UP, Outbox.REFUSES, Outbox.TOO_LARGE, Outbox.DAMAGED)
          + "')";
  private static final String LIST_APART_BY_BOARD =
      "SELECT seq FROM outbox WHERE " + APART_BY_BOARD;
  // What the board itself set apart, the cloud may have all the same; it is not asked about it.
  private static final String ACK_APART_BY_BOARD =
      "UPDATE outbox SET state = 2, settled_ms = ?, refusal = NULL WHERE seq = ? AND "
          + APART_BY_BOARD;
  private static final String SET_APART =
      "UPDATE outbox SET state = 3, settled_ms = ?, refusal = ? WHERE seq = ? AND state <> 3";
  private static final String RETRY =
      "UPDATE outbox SET state = 1, settled_ms = NULL WHERE seq = ? AND state = 2";
  private static final String MISSING =
      // What was acknowledged before can be delivered: its tries begin anew.
      "UPDATE outbox SET tries = CASE state WHEN 2 THEN 0 ELSE tries END, state = 0,"
          + " settled_ms = NULL WHERE seq BETWEEN ? AND ? AND state IN (0, 1, 2)";
  private static final String APART_IN_RANGE =
      "SELECT count(*) FROM outbox WHERE seq BETWEEN ? AND ? AND state = 3";
  private static final String PURGEABLE =
      "FROM outbox WHERE state = 2 AND settled_ms < ? ORDER BY settled_ms, seq LIMIT ?";
  private static final String NOTE_PURGE =
      "UPDATE head SET purged = purged + n, purged_upto = max(purged_upto, upto),"
          + " purged_settled_ms = max(coalesce(purged_settled_ms, 0), settled)"
          + " FROM (SELECT count(*) AS n, max(seq) AS upto, max(settled_ms) AS settled"
          + " FROM (SELECT seq, settled_ms "
          + PURGEABLE
          + ")) WHERE n > 0";
  private static final String PURGE =
      "DELETE FROM outbox WHERE seq IN (SELECT seq " + PURGEABLE + ")";

  private final Statements statements;

  // Perhaps set apart by the board: looked for once, since no index tells, and more than there are
  // after a transaction that was rolled back.
  private @Nullable NavigableSet<Long> apartByBoard;

  OutboxTable(Statements statements) {
    this.statements = statements;
  }

  static long checksum(byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return crc.getValue();
  }

  void insert(long seq, ParkingRecord record, byte[] payload) throws SQLException {
    LotTime time = record.header().time();
    PreparedStatement statement = statements.of(INSERT);
    statement.setLong(1, seq);
    statement.setString(2, record.header().id().toString());
    statement.setString(3, EventCodec.typeOf(record));
    statement.setLong(4, time.monoMillis());
    statement.setString(5, time.bootId());
    statement.setBytes(6, payload);
    statement.setLong(7, checksum(payload));
    statement.executeUpdate();
  }

  void markSent(Collection<Long> seqs) throws SQLException {
    PreparedStatement statement = statements.of(SENT);
    for (long seq : seqs) {
      statement.setLong(1, seq);
      statement.executeUpdate();
    }
  }

  AckOutcome apply(CloudAck ack, Instant now, long lastSeq) throws SQLException {
    int acked = 0;
    if (ack.upto() > 0) {
      PreparedStatement upto = statements.of(ACK_UPTO);
      upto.setLong(1, now.toEpochMilli());
      upto.setLong(2, ack.upto());
      acked += upto.executeUpdate() + ackApartByBoard(ack.upto(), now);
    }
    PreparedStatement one = statements.of(ACK_ONE);
    for (long seq : ack.also()) {
      one.setLong(1, now.toEpochMilli());
      one.setLong(2, seq);
      acked += one.executeUpdate();
    }
    List<Long> apart = new ArrayList<>();
    for (CloudAck.Nack nack : ack.nack()) {
      if (!nack.code().isFinal()) {
        PreparedStatement retry = statements.of(RETRY);
        retry.setLong(1, nack.seq());
        retry.executeUpdate();
      } else if (setApart(nack.seq(), nack.code() + " " + nack.message(), now)) {
        apart.add(nack.seq());
      }
    }
    long again = 0;
    long gone = 0;
    for (CloudAck.SeqRange range : ack.missing()) {
      long found = reopen(range);
      again += found;
      long asked = Math.min(range.last(), lastSeq) - range.first() + 1;
      gone += Math.max(0, asked - found - countApart(range));
    }
    return new AckOutcome(acked, apart, again, gone);
  }

  private int ackApartByBoard(long upto, Instant now) throws SQLException {
    int acked = 0;
    PreparedStatement statement = statements.of(ACK_APART_BY_BOARD);
    for (Long seq : List.copyOf(apartByBoard().headSet(upto, true))) {
      statement.setLong(1, now.toEpochMilli());
      statement.setLong(2, seq);
      if (statement.executeUpdate() > 0) {
        acked++;
      } else {
        apartByBoard().remove(seq); // only now: the update before may have been rolled back
      }
    }
    return acked;
  }

  private NavigableSet<Long> apartByBoard() throws SQLException {
    NavigableSet<Long> known = apartByBoard;
    if (known == null) {
      known = new TreeSet<>();
      try (ResultSet rows = statements.of(LIST_APART_BY_BOARD).executeQuery()) {
        while (rows.next()) {
          known.add(rows.getLong(1));
        }
      }
      apartByBoard = known;
    }
    return known;
  }

  /** Sets a row apart for a person; false if it is already, or not there. */
  boolean setApart(long seq, String refusal, Instant now) throws SQLException {
    apartByBoard().add(seq);
    PreparedStatement statement = statements.of(SET_APART);
    statement.setLong(1, now.toEpochMilli());
    statement.setString(2, refusal);
    statement.setLong(3, seq);
    return statement.executeUpdate() > 0;
  }

  /** Sends a range once more, but for what is set apart; how many records that are. */
  long reopen(CloudAck.SeqRange range) throws SQLException {
    PreparedStatement statement = statements.of(MISSING);
    statement.setLong(1, range.first());
    statement.setLong(2, range.last());
    return statement.executeUpdate();
  }

  private long countApart(CloudAck.SeqRange range) throws SQLException {
    PreparedStatement query = statements.of(APART_IN_RANGE);
    query.setLong(1, range.first());
    query.setLong(2, range.last());
    try (ResultSet rows = query.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** Deletes acknowledged rows and notes which numbers went; how many. */
  int purgeAcked(Instant settledBefore, int limit) throws SQLException {
    int deleted = 0;
    for (String sql : List.of(NOTE_PURGE, PURGE)) {
      PreparedStatement statement = statements.of(sql);
      statement.setLong(1, settledBefore.toEpochMilli());
      statement.setInt(2, limit);
      deleted = statement.executeUpdate();
    }
    return deleted;
  }
}
