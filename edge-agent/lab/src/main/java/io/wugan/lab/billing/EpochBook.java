package io.wugan.lab.billing;

import io.wugan.lab.billing.Question.Kind;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One count of an edge after another. A database that was salvaged or made anew begins a new epoch
 * and says at its birth which one it closes; a count that begins without that is a loss or a second
 * board with the same name, and a person's question. Confined to the ledger's thread, always inside
 * its transaction.
 */
final class EpochBook {
  private final StreamBook streams;
  private final QuestionBook questions;

  EpochBook(StreamBook streams, QuestionBook questions) {
    this.streams = streams;
    this.questions = questions;
  }

  /** The stream is heard of; asks if it is new and not the edge's first. */
  void heard(StreamId stream, long nowMillis) throws SQLException {
    if (streams.make(stream, nowMillis) && streams.hasOther(stream)) {
      ask(stream, "a new count, and nothing says what became of the last one");
    }
  }

  /** The edge is there. */
  void born(Birth birth, long nowMillis) throws SQLException {
    StreamId stream = birth.stream();
    heard(stream, nowMillis);
    if (streams.isClosed(stream)) {
      ask(stream, "a count that was closed goes on: an old copy, or two boards with one name");
    }
    streams.claimed(stream, birth.ackedSeq(), nowMillis);
    if (birth.closes().isPresent()) {
      close(stream, birth.closes().get());
    }
  }

  private void close(StreamId stream, Birth.Closes closes) throws SQLException {
    StreamId old = new StreamId(stream.edge(), closes.epoch());
    Optional<Long> highest = streams.findHighest(old);
    if (old.equals(stream) || (highest.isEmpty() && streams.hasOther(stream))) {
      ask(stream, "closes count %s, of which nothing came".formatted(closes.epoch()));
    } else if (highest.orElse(0L) > closes.lastSeq()) {
      ask(
          stream,
          "closes count %s at %d, and %d had come: its database went back in time"
              .formatted(closes.epoch(), closes.lastSeq(), highest.orElse(0L)));
    } else {
      streams.close(old);
      questions.forget(key(stream));
    }
  }

  private void ask(StreamId stream, String text) throws SQLException {
    questions.ask(new Question(key(stream), Kind.EPOCH_UNEXPLAINED, "", text, stream.edge()));
  }

  private static String key(StreamId stream) {
    return "epoch " + stream.edge() + " " + stream.epoch();
  }
}
