package io.wugan.lab.billing;

import io.wugan.lab.billing.Question.Kind;
import io.wugan.lab.billing.SessionFact.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What follows from a new revision of a session. Pure.
 *
 * <pre>
 * session            not billed yet                      billed already
 * OPEN               nothing                             question CORRECTED_AFTER_BILL
 * CLOSED, complete   BILL                                nothing if the bill is the same, else
 *                                                        question CORRECTED_AFTER_BILL
 * CLOSED, incomplete question: EXIT_UNKNOWN, REVIEW,     question CORRECTED_AFTER_BILL
 *                    NO_PLATE, CLOCK_UNKNOWN or
 *                    TIMES_REVERSED
 * VOIDED             nothing                             question CORRECTED_AFTER_BILL
 * </pre>
 *
 * A bill is never changed here and never written twice: money that was asked for is given back by a
 * person.
 */
final class Biller {
  private final TariffBook tariffs;

  Biller(TariffBook tariffs) {
    this.tariffs = tariffs;
  }

  /** What is to be done; at most one of the two. */
  record Outcome(Optional<Stay> bill, Optional<Question> question) {
    private static final Outcome NOTHING = new Outcome(Optional.empty(), Optional.empty());
  }

  Outcome judge(EdgeId edge, SessionFact fact, Optional<Stay> billed) {
    Optional<Question.Kind> obstacle = obstacle(fact);
    boolean complete = fact.state() == State.CLOSED && obstacle.isEmpty();
    if (billed.isPresent()) {
      boolean same = complete && sameBill(billed.get(), stay(edge, fact));
      return same ? Outcome.NOTHING : ask(edge, fact, Kind.CORRECTED_AFTER_BILL);
    }
    if (complete) {
      return new Outcome(Optional.of(stay(edge, fact)), Optional.empty());
    }
    return fact.state() == State.CLOSED && obstacle.isPresent()
        ? ask(edge, fact, obstacle.get())
        : Outcome.NOTHING;
  }

  private static Optional<Kind> obstacle(SessionFact fact) {
    if (fact.exit().isEmpty()) {
      return Optional.of(Kind.EXIT_UNKNOWN);
    }
    if (fact.review()) {
      return Optional.of(Kind.REVIEW);
    }
    if (fact.plate().isEmpty()) {
      return Optional.of(Kind.NO_PLATE);
    }
    if (fact.stayMillis().isEmpty() && !fact.clocksKnown()) {
      return Optional.of(Kind.CLOCK_UNKNOWN);
    }
    boolean reversed = fact.exit().get().isBefore(fact.entry()) && fact.stayMillis().isEmpty();
    return reversed ? Optional.of(Kind.TIMES_REVERSED) : Optional.empty();
  }

  private Stay stay(EdgeId edge, SessionFact fact) {
    Instant exit = fact.exit().orElseThrow();
    // The edge measures a stay by its steady clock where it can: its wall clock may have been set.
    Duration length =
        fact.stayMillis().isPresent()
            ? Duration.ofMillis(fact.stayMillis().getAsLong())
            : Duration.between(fact.entry(), exit);
    String standing = fact.standing().orElse("");
    long minutes = length.toMinutes();
    return new Stay(
        fact.id(),
        fact.revision(),
        fact.plate().orElseThrow(),
        fact.entry(),
        exit,
        length.toMillis(),
        minutes,
        tariffs.fen(edge.site(), standing, fact.entry(), minutes),
        new Stay.Priced(standing, tariffs.id(), tariffs.version()),
        edge);
  }

  private static boolean sameBill(Stay billed, Stay now) {
    // Prices that changed since make no other bill of a stay that did not change.
    boolean samePrices =
        billed.priced().tariff().equals(now.priced().tariff())
            && billed.priced().tariffVersion() == now.priced().tariffVersion();
    return billed.plate().equals(now.plate())
        && billed.minutes() == now.minutes()
        && (billed.fen() == now.fen() || !samePrices);
  }

  private static Outcome ask(EdgeId edge, SessionFact fact, Kind kind) {
    String text =
        "%s, revision %d, in %s, out %s"
            .formatted(
                fact.state(),
                fact.revision(),
                fact.entry(),
                fact.exit().map(Instant::toString).orElse("unknown"));
    Question question = new Question(fact.id(), kind, fact.plate().orElse(""), text, edge);
    return new Outcome(Optional.empty(), Optional.of(question));
  }
}
