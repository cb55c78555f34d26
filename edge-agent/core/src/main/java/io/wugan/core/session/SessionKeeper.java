package io.wugan.core.session;

import io.wugan.core.lane.Passage;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides what a passage means. Pure: looks at the book, changes nothing; whoever asked writes the
 * decision down. A vehicle is never refused: every passage gives a decision.
 *
 * <p>Thread-safe if its id source is.
 */
public final class SessionKeeper implements PassageDecider {

  /** As many sessions as one sweep closes; what is left waits for the next. */
  public static final int SWEEP_LIMIT = 100;

  private final SessionMatcher matcher;
  private final MatchSettings settings;
  private final Duration maxStay;
  private final Supplier<UUID> ids;

  /**
   * @param settings how the session of an exit is found
   * @param maxStay a session open for longer is closed without an exit
   * @param ids ids of new sessions
   */
  public SessionKeeper(MatchSettings settings, Duration maxStay, Supplier<UUID> ids) {
    this.matcher = new WeightedMatcher(settings);
    this.settings = settings;
    this.maxStay = maxStay;
    this.ids = ids;
  }

  @Override
  public Decision decide(Passage passage, SessionBook book) {
    return switch (passage.direction()) {
      case ENTER -> enter(passage, book);
      case EXIT -> exit(passage, book);
      case UNKNOWN -> new Decision.DirectionUnknown(passage);
    };
  }

  private Decision enter(Passage passage, SessionBook book) {
    List<Session> inside = passage.plateNumber().map(book::listOpenByPlate).orElse(List.of());
    List<Session> missedExits = new ArrayList<>();
    List<Session> lookAlikes = new ArrayList<>();
    for (Session session : inside) {
      // A stay that began later does not end by an entry that another board tells late.
      if (session.color().compatibleWith(passage.color())
          && WeightedMatcher.mayHaveEnteredBefore(session, passage.at())) {
        missedExits.add(session.closedWithoutExit(CloseReason.REENTRY_IMPLIED_EXIT));
      } else {
        lookAlikes.add(session);
      }
    }
    Session opened = Session.open(ids.get(), passage);
    Optional<WaitingExit> left = LateEntry.exitOf(passage, maxStay, book);
    if (left.isPresent()) {
      Session closed = opened.correctedExit(left.get().exit(), CloseReason.EXIT_MATCHED);
      ReviewItem settled = left.get().item().settled(passage.id());
      return new Decision.EntryToldLate(passage, opened, closed, missedExits, settled);
    }
    return new Decision.EntryOpened(passage, opened, missedExits, lookAlikes);
  }

  private Decision exit(Passage passage, SessionBook book) {
    MatchDecision match = matcher.match(passage, book);
    if (match instanceof MatchDecision.Exact exact) {
      return leave(passage, exact.session(), CloseReason.EXIT_MATCHED, match);
    }
    Optional<Session> mistaken = closedOnMisreading(passage, match, book);
    if (mistaken.isPresent()) {
      Session session = mistaken.get();
      return new Decision.ExitRepaired(
          passage, session.repairedBy(passage), session.exit().orElseThrow());
    }
    if (match instanceof MatchDecision.Fuzzy fuzzy) {
      return leave(passage, fuzzy.session(), CloseReason.EXIT_MATCHED_FUZZY, match);
    }
    return new Decision.OrphanExit(passage, match);
  }

  private Decision leave(
      Passage passage, Session session, CloseReason reason, MatchDecision match) {
    boolean sameLane = session.entry().laneId().equals(passage.laneId());
    LotTime entered = session.entry().at();
    boolean atOnce =
        passage.at().isComparableTo(entered)
            && passage.at().since(entered).compareTo(settings.turnBackWithin()) <= 0;
    return sameLane && atOnce
        ? new Decision.TurnedBack(passage, session.voided(VoidReason.TURN_BACK), match)
        : new Decision.ExitClosed(passage, session.closedBy(passage, reason), match);
  }

  // An exit that only looks like the plate had ended its session; this one is the plate itself. If
  // the misread exit was its own after all, it has entered again since, and its entry must be among
  // the open sessions: one that is near, or one without a plate.
  private Optional<Session> closedOnMisreading(
      Passage passage, MatchDecision match, SessionBook book) {
    boolean otherIsNear =
        match instanceof MatchDecision.Fuzzy
            || (match instanceof MatchDecision.Review review
                && review.candidates().get(0).cost() <= settings.nearCost());
    if (otherIsNear || passage.plateNumber().isEmpty()) {
      return Optional.empty();
    }
    Instant since = passage.at().utc().minus(settings.givesWayWithin());
    return book.listClosedFuzzily(passage.plateNumber().get(), since).stream()
        .filter(session -> session.color().compatibleWith(passage.color()))
        .filter(session -> WeightedMatcher.mayHaveEnteredBefore(session, passage.at()))
        .findFirst()
        .filter(session -> !unreadEnteredSince(session.exit().orElseThrow().at(), book));
  }

  private static boolean unreadEnteredSince(LotTime exit, SessionBook book) {
    return book.listOpenUnread(1).stream() // the latest
        .anyMatch(unread -> unread.entry().at().utc().isAfter(exit.utc()));
  }

  /**
   * Closes sessions that have been open for too long, at most {@value #SWEEP_LIMIT} at a time. A
   * clock that is put right in the middle of a stay makes no stay longer. An entry of an earlier
   * boot whose clock was never known counts from the beginning of this boot.
   */
  public Decision closeOverdue(LotTime now, SessionBook book) {
    List<Session> overdue =
        book.listOpenEnteredBefore(now.utc().minus(maxStay), SWEEP_LIMIT).stream()
            .filter(session -> now.atLeastSince(session.entry().at()).compareTo(maxStay) > 0)
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
