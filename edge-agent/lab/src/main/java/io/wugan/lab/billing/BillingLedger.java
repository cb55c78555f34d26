package io.wugan.lab.billing;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private static final int STEP = 500;

  private final LedgerConnection connection;
  private final LedgerTransaction transaction;
  private final Sql sql;
  private final EventBook events;
  private final StreamBook streams;
  private final EpochBook epochs;
  private final SessionBook sessions;
  private final DigestBook digests;
  private final BayBook bays;
  private final long windowMillis;

  private BillingLedger(LedgerConnection connection, TariffBook tariffs, Duration window) {
    this.connection = connection;
    this.transaction = new LedgerTransaction(connection);
    this.sql = connection.sql();
    QuestionBook questions = new QuestionBook(sql);
    this.events = new EventBook(sql);
    this.streams = new StreamBook(sql);
    this.epochs = new EpochBook(streams, questions);
    this.sessions = new SessionBook(sql, new Biller(tariffs), questions);
    this.digests = new DigestBook(sql, streams, questions);
    this.bays = new BayBook(sql);
    this.windowMillis = window.toMillis();
  }

  /**
   * Opens or makes the ledger.
   *
   * @throws BillingLedgerException if that fails, or if its bills were made by other prices under
   *     the same version
   */
  static BillingLedger open(BillingDatabase database, TariffBook tariffs, Duration window) {
    try {
      BillingLedger ledger = new BillingLedger(database.open(), tariffs, window);
      try {
        ledger.keepTariff(tariffs);
      } catch (BillingLedgerException refused) {
        ledger.close();
        throw refused;
      }
      return ledger;
    } catch (SQLException | IOException failed) {
      throw new BillingLedgerException(
          "cannot open %s: %s".formatted(database, failed.getMessage()), failed);
    }
  }

  /** Opens or makes the ledger of a back end. */
  static BillingLedger open(BackendSettings settings) {
    return open(settings.database(), settings.tariffs(), settings.reorderWindow());
  }

  /** Opens or makes {@code billing.db} in {@code folder}. */
  static BillingLedger open(Path folder, Tariff tariff, Duration window) {
    return open(BillingDatabase.inFolder(folder), TariffBook.of(tariff), window);
  }

  private void keepTariff(TariffBook tariffs) {
    String content = tariffs.content();
    String kept =
        transaction.run(
            () -> {
              sql.update(
                  "INSERT INTO tariff VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
                  tariffs.id(),
                  tariffs.version(),
                  content);
              return sql.find(
                      row -> row.getString(1),
                      "SELECT content FROM tariff WHERE id=? AND version=?",
                      tariffs.id(),
                      tariffs.version())
                  .orElse(content);
            });
    if (!kept.equals(content)) {
      throw new BillingLedgerException(
          ("tariff %s version %d has other prices than the bills that were made by it;"
                  + " raise its version")
              .formatted(tariffs.id(), tariffs.version()));
    }
  }

  /** Stores what came and applies what is in order; the answers hold once this has returned. */
  List<Answer> take(List<Incoming> batch, long nowMillis) {
    return transaction.run(
        () -> {
          List<Answer> answers = new ArrayList<>();
          BatchTally tally = new BatchTally();
          for (Incoming incoming : batch) {
            store(incoming, tally, nowMillis).ifPresent(answers::add);
          }
          for (Map.Entry<StreamId, BatchTally.Part> entry : tally.parts().entrySet()) {
            BatchTally.Part part = entry.getValue();
            epochs.heard(entry.getKey(), nowMillis);
            streams.took(entry.getKey(), part.numbers, part.repeated, nowMillis);
            if (!part.numbers.isEmpty()) {
              applyInOrder(entry.getKey(), part.facts);
            }
          }
          BackendFailpoint.BILLS_WRITTEN.pass();
          return answers;
        });
  }

  private Optional<Answer> store(Incoming incoming, BatchTally tally, long nowMillis)
      throws SQLException {
    if (incoming instanceof Incoming.Accepted accepted) {
      return Optional.of(events.accept(accepted, tally.of(accepted.stream()), nowMillis));
    }
    if (incoming instanceof Incoming.Refused refused) {
      return Optional.of(events.refuse(refused, tally.of(refused.stream())));
    }
    if (incoming instanceof Incoming.Unreadable unreadable) {
      events.unreadable(unreadable);
    }
    return Optional.empty();
  }

  /** An edge is there, and says where it stands. */
  void born(Birth birth, long nowMillis) {
    transaction.run(
        () -> {
          epochs.born(birth, nowMillis);
          return birth;
        });
  }

  /** What the edge says at its birth: everything up to {@code ackedSeq} is at the cloud. */
  void claim(StreamId stream, long ackedSeq, long nowMillis) {
    born(new Birth(stream, ackedSeq, Optional.empty()), nowMillis);
  }

  /**
   * Holds what the edge believes to be here against what is here; a transaction for each block.
   *
   * @return numbers that the edge counts and that are not here
   */
  List<Gap> compare(Digest digest, long nowMillis) {
    List<Gap> lacking = new ArrayList<>();
    for (Digest.Block block : digest.blocks()) {
      lacking.addAll(
          transaction.run(
              () -> {
                epochs.heard(digest.stream(), nowMillis);
                return digests.compare(digest.stream(), block, nowMillis);
              }));
    }
    return lacking;
  }

  /** Keeps how bays stand; what is older than what is known changes nothing. */
  void keep(BayWord word) {
    transaction.run(
        () -> {
          bays.keep(word);
          return word;
        });
  }

  /** Applies what has waited for the window; gives the streams whose gaps it is time to report. */
  List<StreamId> settle(long nowMillis) {
    return transaction.run(
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
            apply(ripe, Map.of());
            for (Waiting event : ripe) {
              sql.update(
                  "UPDATE event SET applied=1 WHERE edge=? AND epoch=? AND seq=?",
                  event.stream().edge().source(),
                  event.stream().epoch(),
                  event.seq());
            }
          } while (ripe.size() == STEP);
          return streams.listStalled(nowMillis - windowMillis);
        });
  }

  /** How complete streams are; with the gaps for those that {@code withGaps} has. */
  Map<StreamId, StreamState> states(Map<StreamId, Boolean> withGaps) {
    return transaction.run(
        () -> {
          Map<StreamId, StreamState> states = new LinkedHashMap<>();
          for (Map.Entry<StreamId, Boolean> each : withGaps.entrySet()) {
            states.put(each.getKey(), streams.state(each.getKey(), each.getValue()));
          }
          return states;
        });
  }

  /** How complete a stream is. */
  StreamState state(StreamId stream, boolean withGaps) {
    return transaction.run(() -> streams.state(stream, withGaps));
  }

  /** Bills that the listener does not know yet. */
  List<Stay> listUntold(int atMost) {
    return transaction.run(() -> sessions.listUntold(atMost));
  }

  /** The listener knows of these. */
  void told(List<Stay> stays) {
    transaction.run(
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

  private void applyInOrder(StreamId stream, Map<Long, EventFacts> read) throws SQLException {
    List<Waiting> ready;
    do {
      ready =
          sql.list(
              BillingLedger::waiting,
              "SELECT edge, epoch, seq, body FROM event WHERE applied=0 AND edge=? AND epoch=?"
                  + " AND seq<=(SELECT upto FROM stream WHERE edge=? AND epoch=?)"
                  + " ORDER BY seq LIMIT ?",
              stream.edge().source(),
              stream.epoch(),
              stream.edge().source(),
              stream.epoch(),
              STEP);
      apply(ready, read);
      if (!ready.isEmpty()) {
        sql.update(
            "UPDATE event SET applied=1 WHERE applied=0 AND edge=? AND epoch=? AND seq<=?",
            stream.edge().source(),
            stream.epoch(),
            ready.get(ready.size() - 1).seq());
      }
    } while (ready.size() == STEP);
  }

  /** Those that came in this transaction need not be read a second time. */
  private void apply(List<Waiting> waiting, Map<Long, EventFacts> read) throws SQLException {
    for (Waiting event : waiting) {
      EventFacts facts = read.get(event.seq());
      if (facts == null) {
        facts = FactReader.read(event.stream().edge(), Json.stored(event.body()));
      }
      sessions.apply(event.stream(), event.seq(), facts);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new BillingLedgerException("closing failed", failed);
    }
  }
}
