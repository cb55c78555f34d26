package io.wugan.lab.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The tables {@code session} and {@code bill}: what follows from the events, each applied once. The
 * highest revision of a session is true, whatever the order of arrival; a lower or equal one only
 * tells the vehicle's class where that is not known yet. Confined to the ledger's thread, always
 * inside its transaction.
 */
final class SessionBook {
  private static final long UNKNOWN = -1;

  private final Sql sql;
  private final Biller biller;
  private final QuestionBook questions;

  SessionBook(Sql sql, Biller biller, QuestionBook questions) {
    this.sql = sql;
    this.biller = biller;
    this.questions = questions;
  }

  /** Applies an event of the ledger. */
  void apply(StreamId stream, long seq, EventFacts facts) throws SQLException {
    if (facts.session().isPresent()) {
      applySession(stream, seq, facts.session().get());
    } else if (facts.stray().isPresent() && !isExitOfASession(facts.stray().get().key())) {
      questions.ask(facts.stray().get());
    }
  }

  private void applySession(StreamId stream, long seq, SessionFact fact) throws SQLException {
    Optional<SessionFact> known =
        sql.find(SessionBook::fact, "SELECT * FROM session WHERE id=?", fact.id());
    Optional<String> knownClass = known.flatMap(SessionFact::standing);
    if (known.isEmpty() || known.get().revision() < fact.revision()) {
      settle(stream, seq, fact.withStanding(fact.standing().or(() -> knownClass)));
    } else if (knownClass.isEmpty() && fact.standing().isPresent()) {
      settle(stream, seq, known.get().withStanding(fact.standing()));
    }
  }

  private void settle(StreamId stream, long seq, SessionFact fact) throws SQLException {
    write(stream.edge(), fact);
    // The new revision answers what was asked about the last one, and about its exit as an orphan.
    questions.forget(fact.id());
    if (fact.exitPassage().isPresent()) {
      questions.forget(fact.exitPassage().get());
    }
    Biller.Outcome outcome = biller.judge(stream.edge(), fact, findBill(fact.id()));
    if (outcome.bill().isPresent()) {
      writeBill(stream, seq, outcome.bill().get());
    }
    if (outcome.question().isPresent()) {
      questions.ask(outcome.question().get());
    }
  }

  private void write(EdgeId edge, SessionFact fact) throws SQLException {
    sql.update(
        "INSERT INTO session VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT(id) DO UPDATE SET revision=excluded.revision, state=excluded.state,"
            + " exit_passage=excluded.exit_passage, edge=excluded.edge, plate=excluded.plate,"
            + " review=excluded.review, entry=excluded.entry, exit=excluded.exit,"
            + " lane=excluded.lane, stay_millis=excluded.stay_millis, clocks=excluded.clocks,"
            + " standing=excluded.standing",
        fact.id(),
        fact.revision(),
        fact.state().name(),
        fact.exitPassage().orElse(""),
        edge.source(),
        fact.plate().orElse(""),
        fact.review() ? 1 : 0,
        fact.entry().toString(),
        fact.exit().map(Instant::toString).orElse(""),
        fact.lane(),
        fact.stayMillis().orElse(UNKNOWN),
        fact.clocksKnown() ? 1 : 0,
        fact.standing().orElse(null));
  }

  /** A row of {@code session}. */
  static SessionFact fact(ResultSet row) throws SQLException {
    String exit = row.getString("exit");
    long stayMillis = row.getLong("stay_millis");
    return new SessionFact(
        row.getString("id"),
        SessionFact.State.valueOf(row.getString("state")),
        row.getInt("revision"),
        row.getInt("review") != 0,
        Optional.of(row.getString("plate")).filter(plate -> !plate.isEmpty()),
        row.getString("lane"),
        Instant.parse(row.getString("entry")),
        exit.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(exit)),
        Optional.of(row.getString("exit_passage")).filter(passage -> !passage.isEmpty()),
        stayMillis == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(stayMillis),
        row.getInt("clocks") != 0,
        Optional.ofNullable(row.getString("standing")));
  }

  private boolean isExitOfASession(String passage) throws SQLException {
    return sql.find(row -> 1, "SELECT 1 FROM session WHERE exit_passage=?", passage).isPresent();
  }

  private Optional<Stay> findBill(String session) throws SQLException {
    return sql.find(SessionBook::stay, "SELECT * FROM bill WHERE session=?", session);
  }

  private void writeBill(StreamId stream, long seq, Stay stay) throws SQLException {
    sql.update(
        "INSERT INTO bill VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        stay.session(),
        stay.revision(),
        stay.plate(),
        stay.entry().toString(),
        stay.exit().toString(),
        stay.minutes(),
        stay.fen(),
        stay.stayMillis(),
        stay.priced().standing(),
        stay.priced().tariff(),
        stay.priced().tariffVersion(),
        stream.edge().source(),
        stream.epoch(),
        seq);
  }

  /** Bills that the listener does not know, oldest exit first. */
  List<Stay> listUntold(int atMost) throws SQLException {
    return sql.list(
        SessionBook::stay, "SELECT * FROM bill WHERE told=0 ORDER BY exit LIMIT ?", atMost);
  }

  /** The listener knows of it. */
  void told(Stay stay) throws SQLException {
    sql.update("UPDATE bill SET told=1 WHERE session=?", stay.session());
  }

  /** A row of {@code bill}. */
  static Stay stay(ResultSet row) throws SQLException {
    return new Stay(
        row.getString("session"),
        row.getInt("revision"),
        row.getString("plate"),
        Instant.parse(row.getString("entry")),
        Instant.parse(row.getString("exit")),
        row.getLong("stay_millis"),
        row.getLong("minutes"),
        row.getLong("fen"),
        new Stay.Priced(
            row.getString("standing"), row.getString("tariff"), row.getInt("tariff_version")),
        EdgeId.ofSource(row.getString("edge")));
  }
}
