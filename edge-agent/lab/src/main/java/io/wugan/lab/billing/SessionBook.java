package io.wugan.lab.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The tables {@code session}, {@code bill} and {@code question}: what follows from the events, each
 * applied once. The highest revision of a session is true, whatever the order of arrival; a lower
 * or equal one changes nothing. Confined to the ledger's thread, always inside its transaction.
 */
final class SessionBook {
  private final Sql sql;
  private final Biller biller;

  SessionBook(Sql sql, Biller biller) {
    this.sql = sql;
    this.biller = biller;
  }

  /** Applies an event of the ledger. */
  void apply(StreamId stream, long seq, EventFacts facts) throws SQLException {
    if (facts.session().isPresent()) {
      applySession(stream, seq, facts.session().get());
    } else if (facts.stray().isPresent() && !isExitOfASession(facts.stray().get().key())) {
      ask(facts.stray().get());
    }
  }

  private void applySession(StreamId stream, long seq, SessionFact fact) throws SQLException {
    Optional<Integer> known =
        sql.find(row -> row.getInt(1), "SELECT revision FROM session WHERE id=?", fact.id());
    if (known.orElse(0) >= fact.revision()) {
      return;
    }
    sql.update(
        "INSERT OR REPLACE INTO session VALUES(?, ?, ?, ?, ?)",
        fact.id(),
        fact.revision(),
        fact.state().name(),
        fact.exitPassage().orElse(""),
        stream.edge().source());
    // The new revision answers what was asked about the last one, and about its exit as an orphan.
    sql.update(
        "DELETE FROM question WHERE key IN (?, ?)", fact.id(), fact.exitPassage().orElse(""));
    Biller.Outcome outcome = biller.judge(stream.edge(), fact, findBill(fact.id()));
    if (outcome.bill().isPresent()) {
      writeBill(stream, seq, outcome.bill().get());
    }
    if (outcome.question().isPresent()) {
      ask(outcome.question().get());
    }
  }

  private boolean isExitOfASession(String passage) throws SQLException {
    return sql.find(row -> 1, "SELECT 1 FROM session WHERE exit_passage=?", passage).isPresent();
  }

  private Optional<Stay> findBill(String session) throws SQLException {
    return sql.find(SessionBook::stay, "SELECT * FROM bill WHERE session=?", session);
  }

  private void writeBill(StreamId stream, long seq, Stay stay) throws SQLException {
    sql.update(
        "INSERT INTO bill VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        stay.session(),
        stay.revision(),
        stay.plate(),
        stay.entry().toString(),
        stay.exit().toString(),
        stay.minutes(),
        stay.fen(),
        stream.edge().source(),
        stream.epoch(),
        seq);
  }

  private void ask(Question question) throws SQLException {
    sql.update(
        "INSERT OR REPLACE INTO question VALUES(?, ?, ?, ?, ?)",
        question.key(),
        question.kind().name(),
        question.plate(),
        question.text(),
        question.edge().source());
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
        row.getLong("minutes"),
        row.getLong("fen"),
        EdgeId.ofSource(row.getString("edge")));
  }
}
