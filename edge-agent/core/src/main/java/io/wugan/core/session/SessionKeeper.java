package io.wugan.core.session;

import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PlateChoice;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides what a passage means. Pure: looks at the book, changes nothing; whoever asked writes the
 * decision down. A vehicle is never refused: every passage gives a decision.
 *
 * <p>Thread-safe if its id source is.
 */
public final class SessionKeeper {

  /** As many sessions as one sweep closes; what is left waits for the next. */
  public static final int SWEEP_LIMIT = 100;

  private final SessionMatcher matcher;
  private final Duration maxStay;
  private final Supplier<UUID> ids;

  /**
   * @param matcher finds the session of an exit
   * @param maxStay a session open for longer is closed without an exit
   * @param ids ids of new sessions
   */
  public SessionKeeper(SessionMatcher matcher, Duration maxStay, Supplier<UUID> ids) {
    this.matcher = matcher;
    this.maxStay = maxStay;
    this.ids = ids;
  }

  /** What {@code passage} means, given the sessions as they stand. */
  public Decision decide(Passage passage, SessionBook book) {
    return switch (passage.direction()) {
      case ENTER -> enter(passage, book);
      case EXIT -> exit(passage, book);
      case UNKNOWN -> new Decision.DirectionUnknown(passage);
    };
  }

  private Decision enter(Passage passage, SessionBook book) {
    PlateColor color = passage.plate().map(PlateChoice::color).orElse(PlateColor.UNKNOWN);
    List<Session> missedExits =
        passage.plateNumber().map(book::listOpenByPlate).orElse(List.of()).stream()
            .filter(session -> session.color().compatibleWith(color))
            .map(session -> session.closedWithoutExit(CloseReason.REENTRY_IMPLIED_EXIT))
            .toList();
    return new Decision.EntryOpened(passage, Session.open(ids.get(), passage), missedExits);
  }

  private Decision exit(Passage passage, SessionBook book) {
    MatchDecision match = matcher.match(passage, book);
    if (match instanceof MatchDecision.Exact exact) {
      return new Decision.ExitClosed(
          passage, exact.session().closedBy(passage, CloseReason.EXIT_MATCHED), match);
    }
    if (match instanceof MatchDecision.Fuzzy fuzzy) {
      return new Decision.ExitClosed(
          passage, fuzzy.session().closedBy(passage, CloseReason.EXIT_MATCHED_FUZZY), match);
    }
    return new Decision.OrphanExit(passage, match);
  }

  /**
   * Closes sessions that have been open for too long, at most {@value #SWEEP_LIMIT} at a time. A
   * clock that is put right in the middle of a stay makes no stay longer.
   */
  public Decision closeOverdue(LotTime now, SessionBook book) {
    List<Session> overdue =
        book.listOpenEnteredBefore(now.utc().minus(maxStay), SWEEP_LIMIT).stream()
            .filter(session -> now.since(session.entry().at()).compareTo(maxStay) > 0)
            .map(session -> session.closedWithoutExit(CloseReason.MAX_STAY_EXCEEDED))
            .toList();
    return new Decision.ClosedWithoutExit(overdue);
  }

  /**
   * Closes open sessions because a person declared the lot empty; call again until none is left.
   *
   * @param now only sessions that began before it are closed
   */
  public Decision resetInventory(LotTime now, SessionBook book) {
    List<Session> open =
        book.listOpenEnteredBefore(now.utc(), SWEEP_LIMIT).stream()
            .map(session -> session.closedWithoutExit(CloseReason.INVENTORY_RESET))
            .toList();
    return new Decision.ClosedWithoutExit(open);
  }

  /**
   * Declares an open session never to have been a stay.
   *
   * @throws IllegalStateException unless open
   */
  public Decision voidSession(Session session, VoidReason reason) {
    return new Decision.Voided(session.voided(reason));
  }
}
