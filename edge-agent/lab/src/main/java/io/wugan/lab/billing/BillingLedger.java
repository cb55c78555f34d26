package io.wugan.lab.billing;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger: every method is one transaction, and what it returns may be told to others because it
 * is committed. Raw event, session, bill and question change together or not at all.
 *
 * <p>Order: an event is applied when all before it in its stream are there, or when it has waited
 * for the reorder window. Past the window the revision of the session keeps the result right, since
 * every event has the whole session.
 *
 * <p>Confined to one thread. After a {@link BillingLedgerException} close it and open it again.
 */
final class BillingLedger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BillingLedger.class);
  private static final int STEP = 500;

  private final LedgerFile file;
  private final Sql sql;
  private final StreamBook streams;
  private final SessionBook sessions;
  private final long windowMillis;

  private BillingLedger(LedgerFile file, Tariff tariff, Duration window) {
    this.file = file;
    this.sql = file.sql();
    this.streams = new StreamBook(sql);
    this.sessions = new SessionBook(sql, new Biller(tariff));
    this.windowMillis = window.toMillis();
  }

  /**
   * Opens or makes {@code billing.db} in {@code folder}.
   *
   * @throws BillingLedgerException if that fails
   */
  static BillingLedger open(Path folder, Tariff tariff, Duration window) {
    try {
      return new BillingLedger(LedgerFile.open(folder), tariff, window);
    } catch (SQLException | IOException failed) {
      throw new BillingLedgerException("cannot open " + folder.resolve(LedgerFile.NAME), failed);
    }
  }

  /** The inside of a transaction. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T transaction(Work<T> work) {
    try {
      T result = work.run();
      file.commit();
      return result;
    } catch (SQLException | IOException failed) {
      BillingLedgerException wrapped = new BillingLedgerException("the transaction failed", failed);
      try {
        file.rollback();
      } catch (SQLException alsoFailed) {
        wrapped.addSuppressed(alsoFailed);
      }
      throw wrapped;
    }
  }

  /** Stores what came and applies what is in order; the answers hold once this has returned. */
  List<Answer> take(List<Incoming> batch, long nowMillis) {
    return transaction(
        () -> {
          List<Answer> answers = new ArrayList<>();
          Set<StreamId> touched = new LinkedHashSet<>();
          for (Incoming incoming : batch) {
            Optional<Answer> answer = store(incoming, nowMillis);
            answer.ifPresent(answers::add);
            answer.map(Answer::stream).ifPresent(touched::add);
          }
          for (StreamId stream : touched) {
            applyInOrder(stream);
          }
          return answers;
        });
  }

  private Optional<Answer> store(Incoming incoming, long nowMillis) throws SQLException {
    if (incoming instanceof Incoming.Accepted accepted) {
      return Optional.of(accept(accepted, nowMillis));
    }
    if (incoming instanceof Incoming.Refused refused) {
      return Optional.of(refuse(refused, nowMillis));
    }
    if (incoming instanceof Incoming.Unreadable unreadable) {
      LOG.warn("unreadable message of {}: {}", unreadable.edge(), unreadable.reason());
      sql.update(
          "INSERT INTO edge VALUES(?, 1) ON CONFLICT DO UPDATE SET unreadable=unreadable+1",
          unreadable.edge().source());
    }
    return Optional.empty();
  }

  private Answer accept(Incoming.Accepted event, long nowMillis) throws SQLException {
    StreamId stream = event.stream();
    int stored =
        sql.update(
            "INSERT INTO event VALUES(?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING",
            stream.edge().source(),
            stream.epoch(),
            event.seq(),
            event.id(),
            event.type(),
            event.body(),
            nowMillis);
    if (stored == 1) {
      streams.received(stream, event.seq(), nowMillis);
      return new Answer(stream, event.seq(), Optional.empty());
    }
    if (isStored(event)) {
      streams.repeated(stream, nowMillis);
      return new Answer(stream, event.seq(), Optional.empty());
    }
    // The same number with another id, or the same id with another number: two boards with one
    // database, or a board that counts twice. Neither event may push the other out.
    Nack nack = Nack.invalid("its seq or its id belongs to another event");
    return refuse(new Incoming.Refused(stream, event.seq(), nack, event.body()), nowMillis);
  }

  private boolean isStored(Incoming.Accepted event) throws SQLException {
    return sql.find(
            row -> 1,
            "SELECT 1 FROM event WHERE edge=? AND epoch=? AND seq=? AND id=?",
            event.stream().edge().source(),
            event.stream().epoch(),
            event.seq(),
            event.id())
        .isPresent();
  }

  private Answer refuse(Incoming.Refused event, long nowMillis) throws SQLException {
    StreamId stream = event.stream();
    int stored =
        sql.update(
            "INSERT INTO refused VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            stream.edge().source(),
            stream.epoch(),
            event.seq(),
            event.nack().code().name(),
            event.nack().msg(),
            event.body());
    if (stored == 1) {
      LOG.warn(
          "{} refused of {}: seq {}, {}",
          event.nack().code(),
          stream.edge(),
          event.seq(),
          event.nack().msg());
      streams.received(stream, event.seq(), nowMillis);
    } else {
      streams.repeated(stream, nowMillis);
    }
    return new Answer(stream, event.seq(), Optional.of(event.nack()));
  }

  /** What the edge says at its birth: everything up to {@code ackedSeq} is at the cloud. */
  void claim(StreamId stream, long ackedSeq, long nowMillis) {
    transaction(
        () -> {
          streams.claimed(stream, ackedSeq, nowMillis);
          return ackedSeq;
        });
  }

  /** Applies what has waited for the window; gives the streams whose gaps it is time to report. */
  List<StreamId> settle(long nowMillis) {
    return transaction(
        () -> {
          List<Waiting> ripe;
          do {
            ripe =
                sql.list(
                    BillingLedger::waiting,
                    "SELECT edge, epoch, seq, body FROM event WHERE applied=0 AND received_at<=?"
                        + " ORDER BY edge, epoch, seq LIMIT ?",
                    nowMillis - windowMillis,
                    STEP);
            apply(ripe);
          } while (ripe.size() == STEP);
          return streams.listStalled(nowMillis - windowMillis);
        });
  }

  /** How complete a stream is. */
  StreamState state(StreamId stream, boolean withGaps) {
    return transaction(() -> streams.state(stream, withGaps));
  }

  /** Bills that the listener does not know yet. */
  List<Stay> listUntold(int atMost) {
    return transaction(() -> sessions.listUntold(atMost));
  }

  /** The listener knows of these. */
  void told(List<Stay> stays) {
    transaction(
        () -> {
          for (Stay stay : stays) {
            sessions.told(stay);
          }
          return stays.size();
        });
  }

  private record Waiting(StreamId stream, long seq, String body) {}

  private static Waiting waiting(ResultSet row) throws SQLException {
    StreamId stream = new StreamId(EdgeId.ofSource(row.getString(1)), row.getString(2));
    return new Waiting(stream, row.getLong(3), row.getString(4));
  }

  private void applyInOrder(StreamId stream) throws SQLException {
    List<Waiting> ready;
    do {
      ready =
          sql.list(
              BillingLedger::waiting,
              "SELECT edge, epoch, seq, body FROM event WHERE applied=0 AND edge=?1 AND epoch=?2"
                  + " AND seq<=(SELECT upto FROM stream WHERE edge=?1 AND epoch=?2)"
                  + " ORDER BY seq LIMIT ?3",
              stream.edge().source(),
              stream.epoch(),
              STEP);
      apply(ready);
    } while (ready.size() == STEP);
  }

  private void apply(List<Waiting> events) throws SQLException {
    for (Waiting event : events) {
      EventFacts facts = FactReader.read(event.stream().edge(), Json.stored(event.body()));
      sessions.apply(event.stream(), event.seq(), facts);
      sql.update(
          "UPDATE event SET applied=1 WHERE edge=? AND epoch=? AND seq=?",
          event.stream().edge().source(),
          event.stream().epoch(),
          event.seq());
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (SQLException failed) {
      throw new BillingLedgerException("closing failed", failed);
    }
  }
}
