package io.wugan.lab.lot;

import io.wugan.core.lane.PlateChoice;
import io.wugan.core.ledger.LedgerChange;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.TextDistance;
import io.wugan.core.session.Decision;
import io.wugan.core.session.MatchDecision;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Compares what the rules made of a passage with the truth: whose session was opened, closed or
 * offered. Every passage counts, told twice or turned back, entries too: a misread entry may end
 * the stay of the plate that was read. Confined to one thread.
 */
final class LotScore {

  private final LotFigures figures;
  private final IndexedSessionBook book;

  LotScore(LotFigures figures, IndexedSessionBook book) {
    this.figures = figures;
    this.book = book;
  }

  /** A vehicle has come in. */
  void entered(Vehicle vehicle, LedgerChange change) {
    if (!(change.decision() instanceof Decision.EntryOpened entry)) {
      throw new BrokenRuleException("an entry opened no session");
    }
    for (Session implied : entry.impliedExits()) {
      if (!vehicle.owns(implied.id())) {
        wrong("entry read as a plate that is inside", change);
      }
    }
    vehicle.begin(entry.opened().id());
  }

  /** A vehicle has left, the lane it came by or another. */
  void left(Vehicle vehicle, LedgerChange change) {
    figures.exits++;
    Decision decision = change.decision();
    Optional<UUID> own = vehicle.session();
    Optional<UUID> ended = endedBy(decision);
    figures.visits += own.isPresent() ? 1 : 0;
    figures.fuzzy += isFuzzy(decision) ? 1 : 0;
    if (ended.isPresent() && !ended.equals(own)) {
      wrong(own.isPresent() ? "own stay open" : "own entry missed", change);
    } else if (ended.isPresent()) {
      right(decision);
    } else if (decision instanceof Decision.OrphanExit orphan && own.isPresent()) {
      unpaired(orphan, own.get());
    }
  }

  /** A vehicle that had left already was told once more: whatever that ended is wrong. */
  void readAgain(Vehicle vehicle, LedgerChange change) {
    Optional<UUID> ended = endedBy(change.decision());
    // The very plate may take over from a misreading of it a moment ago: the same stay, 90 s
    // longer.
    if (ended.isPresent() && !ended.equals(vehicle.session())) {
      wrong("told twice", change);
    }
  }

  private void right(Decision decision) {
    figures.turnedBack += decision instanceof Decision.TurnedBack ? 1 : 0;
    if (decision instanceof Decision.ExitRepaired) {
      figures.closedRightLater++;
    } else {
      figures.closedRight++;
    }
  }

  private void wrong(String why, LedgerChange change) {
    figures.closedWrong++;
    String plate = change.passage().flatMap(p -> p.plate()).map(PlateChoice::rawText).orElse("");
    String how = change.decision().getClass().getSimpleName() + (plate.isEmpty() ? ", unread" : "");
    LotFigures.count(
        figures.wrongly, (isFuzzy(change.decision()) ? "fuzzy " : "") + how + ", " + why);
  }

  private static boolean isFuzzy(Decision decision) {
    return decision instanceof Decision.ExitClosed exit
        && exit.match() instanceof MatchDecision.Fuzzy;
  }

  private static Optional<UUID> endedBy(Decision decision) {
    if (decision instanceof Decision.ExitClosed exit) {
      return Optional.of(exit.closed().id());
    }
    if (decision instanceof Decision.TurnedBack back) {
      return Optional.of(back.voided().id());
    }
    return decision instanceof Decision.ExitRepaired repaired
        ? Optional.of(repaired.repaired().id())
        : Optional.empty();
  }

  private void unpaired(Decision.OrphanExit orphan, UUID own) {
    List<UUID> candidates =
        orphan.match() instanceof MatchDecision.Review review
            ? review.candidates().stream().map(c -> c.session().id()).toList()
            : List.of();
    boolean offered = candidates.contains(own);
    figures.offered += offered ? 1 : 0;
    figures.offeredFirst += offered && candidates.get(0).equals(own) ? 1 : 0;
    LotFigures.count(figures.unpaired, why(orphan, own) + (offered ? ", offered" : ""));
  }

  private String why(Decision.OrphanExit orphan, UUID own) {
    Optional<Session> session = book.findById(own).filter(s -> s.state() == SessionState.OPEN);
    if (session.isEmpty()) {
      return "its session was closed already";
    }
    Optional<String> known = session.get().plate().map(PlateNumber::text);
    Optional<String> read = orphan.passage().plate().map(PlateChoice::rawText);
    if (known.isEmpty() || read.isEmpty()) {
      return read.isEmpty() ? "exit unread" : "entry unread";
    }
    return switch (TextDistance.edits(read.get(), known.get())) {
      case 0 -> "read alike, not sure";
      case 1 -> "one character, not likely enough or not alone";
      default -> "two characters or more";
    };
  }
}
