package io.wugan.lab.billing;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables {@code event}, {@code again} and {@code refused}: everything as it came, once.
 * Confined to the ledger's thread, always inside its transaction.
 *
 * <pre>
 * number   id                                 then
 * new      new                                stored
 * known    the same                           had already
 * new      known, of another epoch            had already: the edge's database was salvaged and
 *                                             sends what it cannot know to be here
 * new      known, of another number or edge   refused: a board that counts twice
 * known    another                            refused: two boards with one database
 * </pre>
 */
final class EventBook {
  private static final Logger LOG = LoggerFactory.getLogger(EventBook.class);

  private final Sql sql;

  EventBook(Sql sql) {
    this.sql = sql;
  }

  Answer accept(Incoming.Accepted event, BatchTally.Part tally, long nowMillis)
      throws SQLException {
    StreamId stream = event.stream();
    String source = stream.edge().source();
    int stored =
        sql.update(
            "INSERT INTO event SELECT ?, ?, ?, ?, ?, ?, ?, 0 WHERE NOT EXISTS"
                + " (SELECT 1 FROM again WHERE edge=? AND epoch=? AND seq=?) ON CONFLICT DO NOTHING",
            source,
            stream.epoch(),
            event.seq(),
            event.id(),
            event.type(),
            event.body(),
            nowMillis,
            source,
            stream.epoch(),
            event.seq());
    if (stored == 1) {
      tally.numbers.add(event.seq());
      tally.facts.put(event.seq(), event.facts());
      return new Answer(stream, event.seq(), Optional.empty());
    }
    Optional<String> id = findId(stream, event.seq());
    if (id.isPresent() && id.get().equals(event.id())) {
      tally.repeated++;
      return new Answer(stream, event.seq(), Optional.empty());
    }
    if (id.isEmpty() && isOfAnotherEpoch(event)) {
      sql.update(
          "INSERT INTO again VALUES(?, ?, ?, ?)", source, stream.epoch(), event.seq(), event.id());
      tally.numbers.add(event.seq());
      return new Answer(stream, event.seq(), Optional.empty());
    }
    // Neither event may push the other out.
    Nack nack = Nack.invalid("its seq or its id belongs to another event");
    return refuse(new Incoming.Refused(stream, event.seq(), nack, event.body()), tally);
  }

  /** The event that a number stands for. */
  private Optional<String> findId(StreamId stream, long seq) throws SQLException {
    String source = stream.edge().source();
    return sql.find(
        row -> row.getString(1),
        "SELECT id FROM event WHERE edge=? AND epoch=? AND seq=?"
            + " UNION ALL SELECT id FROM again WHERE edge=? AND epoch=? AND seq=?",
        source,
        stream.epoch(),
        seq,
        source,
        stream.epoch(),
        seq);
  }

  private boolean isOfAnotherEpoch(Incoming.Accepted event) throws SQLException {
    return sql.find(
            row -> 1,
            "SELECT 1 FROM event WHERE id=? AND edge=? AND epoch<>?",
            event.id(),
            event.stream().edge().source(),
            event.stream().epoch())
        .isPresent();
  }

  Answer refuse(Incoming.Refused event, BatchTally.Part tally) throws SQLException {
    StreamId stream = event.stream();
    byte[] hash = DigestBook.sha256().digest(event.body().getBytes(StandardCharsets.UTF_8));
    int stored =
        sql.update(
            "INSERT INTO refused VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            stream.edge().source(),
            stream.epoch(),
            event.seq(),
            event.nack().code().name(),
            event.nack().msg(),
            event.body(),
            HexFormat.of().formatHex(hash));
    if (stored == 1) {
      LOG.warn(
          "{} refused of {}: seq {}, {}",
          event.nack().code(),
          stream.edge(),
          event.seq(),
          event.nack().msg());
      tally.numbers.add(event.seq());
    } else {
      tally.repeated++;
    }
    return new Answer(stream, event.seq(), Optional.of(event.nack()));
  }

  void unreadable(Incoming.Unreadable unreadable) throws SQLException {
    LOG.warn("unreadable message of {}: {}", unreadable.edge(), unreadable.reason());
    sql.update(
        "INSERT INTO edge VALUES(?, 1)"
            + " ON CONFLICT(edge) DO UPDATE SET unreadable=edge.unreadable+1",
        unreadable.edge().source());
  }
}
