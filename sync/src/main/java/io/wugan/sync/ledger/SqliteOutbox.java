package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.contract.ClosedEpoch;
import io.wugan.sync.contract.CloudAck;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The outbox of {@link SqliteLedger}. Thread-safe: one reader at a time. */
final class SqliteOutbox implements Outbox {

  private static final String COLUMNS =
      "SELECT seq, boot, mono_ms, state, tries, crc32c, payload FROM outbox ";
  private static final String PENDING =
      COLUMNS + "WHERE state < 2 AND seq >= ? AND seq < ? ORDER BY seq LIMIT ?";
  private static final String ONE = COLUMNS + "WHERE state < 2 AND seq = ?";
  private static final String ALL = COLUMNS + "WHERE seq >= ? ORDER BY seq LIMIT ?";
  private static final String IDS =
      "SELECT seq, event_id, state FROM outbox WHERE seq >= ? ORDER BY seq LIMIT ?";
  private static final String TIME =
      "SELECT json_extract(CAST(payload AS TEXT), '$.time') FROM outbox ";
  private static final String OLDEST = TIME + "WHERE state < 2 ORDER BY seq LIMIT 1";
  // A clock that nobody had set may have been years ahead. The newest thousand tell enough.
  private static final String NEWEST =
      "SELECT json_extract(body, '$.time') FROM"
          + " (SELECT seq, CAST(payload AS TEXT) AS body FROM outbox ORDER BY seq DESC LIMIT 1000)"
          + " WHERE json_extract(body, '$.clock') IN ('synced', 'holdover')"
          + " ORDER BY seq DESC LIMIT 1";
  private static final String LAST_STALE =
      "SELECT seq FROM outbox WHERE state < 2 AND seq >= ?"
          + " AND NOT (boot = ? AND mono_ms >= ?) ORDER BY seq DESC LIMIT 1";
  private static final String LAST_SEQ = "SELECT last_seq FROM head";
  private static final String FIRST_PENDING = "SELECT min(seq) FROM outbox WHERE state < 2";
  private static final String COUNT_PENDING = "SELECT count(*) FROM outbox WHERE state < 2";
  private static final String COUNT_APART = "SELECT count(*) FROM outbox WHERE state = 3";

  /** Hands work to the ledger's thread. */
  interface Writer {
    <T> CompletableFuture<T> enqueue(SqlWork<T> work);
  }

  private final UUID epoch;
  private final ReadConnection reader;
  private final Writer writer;

  SqliteOutbox(UUID epoch, Path file, Writer writer) {
    this.epoch = epoch;
    this.reader = new ReadConnection(file);
    this.writer = writer;
  }

  @Override
  public UUID epoch() {
    return epoch;
  }

  @Override
  public Optional<ClosedEpoch> findClosedEpoch() {
    return reader
        .read(EarlierEpochs::find)
        .filter(EarlierEpoch::isKnown)
        .map(earlier -> new ClosedEpoch(earlier.epoch(), earlier.lastSeq()));
  }

  @Override
  public OutboxCounts counts() {
    return reader.read(
        statements -> {
          long last = number(statements.of(LAST_SEQ));
          long firstPending = number(statements.of(FIRST_PENDING));
          return new OutboxCounts(
              last,
              firstPending == 0 ? last : firstPending - 1,
              number(statements.of(COUNT_PENDING)),
              number(statements.of(COUNT_APART)));
        });
  }

  @Override
  public long lastSeq() {
    return reader.read(statements -> number(statements.of(LAST_SEQ)));
  }

  @Override
  public List<OutboxRow> listPending(long from, long before, int limit) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(PENDING);
          query.setLong(1, from);
          query.setLong(2, before);
          query.setInt(3, limit);
          return rows(query);
        });
  }

  @Override
  public List<OutboxRow> listPending(Collection<Long> seqs) {
    return reader.read(
        statements -> {
          List<OutboxRow> found = new ArrayList<>();
          PreparedStatement query = statements.of(ONE);
          for (long seq : seqs) {
            query.setLong(1, seq);
            found.addAll(rows(query));
          }
          return found;
        });
  }

  @Override
  public List<OutboxRow> list(long from, int limit) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(ALL);
          query.setLong(1, from);
          query.setInt(2, limit);
          return rows(query);
        });
  }

  @Override
  public List<NumberedId> listIds(long from, int limit) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(IDS);
          query.setLong(1, from);
          query.setInt(2, limit);
          List<NumberedId> found = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.add(
                  new NumberedId(row.getLong(1), row.getString(2), OutboxState.of(row.getInt(3))));
            }
          }
          return found;
        });
  }

  @Override
  public CompletableFuture<Long> reopen(long first, long last) {
    return writer.enqueue(database -> database.outbox().reopen(new CloudAck.SeqRange(first, last)));
  }

  @Override
  public Optional<Instant> oldestPending() {
    return time(OLDEST);
  }

  @Override
  public Optional<Instant> newestTime() {
    return time(NEWEST);
  }

  private Optional<Instant> time(String sql) {
    return reader.read(
        statements -> {
          try (ResultSet row = statements.of(sql).executeQuery()) {
            return row.next()
                ? Optional.ofNullable(row.getString(1)).map(Instant::parse)
                : Optional.empty();
          }
        });
  }

  @Override
  public long findFreshFrom(long from, String bootId, long sinceMonoMillis) {
    return reader.read(
        statements -> {
          PreparedStatement query = statements.of(LAST_STALE);
          query.setLong(1, from);
          query.setString(2, bootId);
          query.setLong(3, sinceMonoMillis);
          return Math.max(from, number(query) + 1);
        });
  }

  @Override
  public CompletableFuture<Integer> markSent(Collection<Long> seqs) {
    List<Long> copy = List.copyOf(seqs);
    return writer.enqueue(
        database -> {
          checkEpoch(database);
          database.outbox().markSent(copy);
          return copy.size();
        });
  }

  @Override
  public CompletableFuture<AckOutcome> apply(CloudAck ack, Instant now) {
    return writer.enqueue(
        database -> {
          long lastSeq = database.head().lastSeq();
          checkEpoch(database);
          if (!ack.epoch().equals(epoch.toString()) || ack.highestSeq() > lastSeq) {
            throw new LedgerException("an acknowledgement of records that this ledger never wrote");
          }
          return database.outbox().apply(ack, now, lastSeq);
        });
  }

  @Override
  public CompletableFuture<Boolean> setApart(long seq, String reason, Instant now) {
    return writer.enqueue(
        database -> {
          checkEpoch(database);
          return database.outbox().setApart(seq, reason, now);
        });
  }

  /** A ledger that was salvaged in use has new numbers: these here are another's. */
  private void checkEpoch(LedgerDatabase database) throws SQLException {
    if (!database.head().epoch().equals(epoch)) {
      throw new LedgerException(
          "the ledger was salvaged and has new numbers; the agent starts again");
    }
  }

  @Override
  public CompletableFuture<Integer> purgeAcked(Instant ackedBefore, int limit) {
    return writer.enqueue(database -> database.outbox().purgeAcked(ackedBefore, limit));
  }

  void close() {
    reader.close();
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static List<OutboxRow> rows(PreparedStatement query) throws SQLException {
    List<OutboxRow> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        byte[] payload = row.getBytes(7);
        found.add(
            new OutboxRow(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                OutboxState.of(row.getInt(4)),
                row.getInt(5),
                OutboxTable.checksum(payload) == row.getLong(6),
                payload));
      }
    }
    return found;
  }
}
