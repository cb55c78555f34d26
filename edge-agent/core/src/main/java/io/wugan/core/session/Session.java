package io.wugan.core.session;

import io.wugan.core.lane.Passage;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.ClockAnchor;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One stay (停车记录). Immutable; every change makes a new one with the next revision.
 *
 * <pre>
 * OPEN ── exit passage ───────────▶ CLOSED(EXIT_MATCHED | EXIT_MATCHED_FUZZY | OPERATOR)
 * OPEN ── same plate enters ──────▶ CLOSED(REENTRY_IMPLIED_EXIT), exit unknown, review
 * OPEN ── too long ───────────────▶ CLOSED(MAX_STAY_EXCEEDED), exit unknown, review
 * OPEN ── lot reset ──────────────▶ CLOSED(INVENTORY_RESET), exit unknown
 * OPEN ── backed out, false, twice ▶ VOIDED
 * CLOSED(EXIT_MATCHED_FUZZY) ── exit with the very plate ▶ CLOSED(EXIT_MATCHED) at that exit
 * any ── its clock became known ──▶ the same with the right times
 * CLOSED, VOIDED ── any other read ▶ refused: only a correction with a higher revision may change them
 * </pre>
 *
 * @param id version 7 UUID
 * @param state life of the session
 * @param plate plate it is known by; empty for a NOPLATE session
 * @param color colour of the plate, part of its identity
 * @param entry passage that opened it
 * @param exit passage that closed it; empty while open and where the exit is unknown
 * @param closeReason why it is closed; present exactly when CLOSED
 * @param voidReason why it is void; present exactly when VOIDED
 * @param review whether a person should look at it before it is billed
 * @param revision 1 when opened, one more with each change
 */
public record Session(
    UUID id,
    SessionState state,
    Optional<PlateNumber> plate,
    PlateColor color,
    PassageRef entry,
    Optional<PassageRef> exit,
    Optional<CloseReason> closeReason,
    Optional<VoidReason> voidReason,
    boolean review,
    int revision) {

  /**
   * @throws IllegalArgumentException if state and reasons contradict one another
   */
  public Session {
    boolean consistent =
        closeReason.isPresent() == (state == SessionState.CLOSED)
            && voidReason.isPresent() == (state == SessionState.VOIDED)
            && (state != SessionState.OPEN || exit.isEmpty());
    if (!consistent) {
      throw new IllegalArgumentException(
          state + " with close reason " + closeReason + " and void reason " + voidReason);
    }
  }

  /** A new stay, begun by an entry passage. */
  public static Session open(UUID id, Passage entry) {
    return new Session(
        id,
        SessionState.OPEN,
        entry.plateNumber(),
        entry.color(),
        PassageRef.of(entry),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        1);
  }

  /**
   * Closed by an exit passage.
   *
   * @throws IllegalStateException unless open
   */
  public Session closedBy(Passage exitPassage, CloseReason reason) {
    return change(
        SessionState.CLOSED, Optional.of(PassageRef.of(exitPassage)), reason, null, false);
  }

  /**
   * Closed without a known exit. The exit time stays unknown; it is not given the present one.
   *
   * @throws IllegalStateException unless open
   */
  public Session closedWithoutExit(CloseReason reason) {
    boolean review = reason != CloseReason.INVENTORY_RESET;
    return change(SessionState.CLOSED, Optional.empty(), reason, null, review);
  }

  /**
   * Declared never to have been a stay.
   *
   * @throws IllegalStateException unless open
   */
  public Session voided(VoidReason reason) {
    return change(SessionState.VOIDED, Optional.empty(), null, reason, false);
  }

  /** The plate put right; whatever else is known of the stay remains. */
  Session correctedPlate(PlateNumber right, PlateColor rightColor) {
    return new Session(
        id,
        state,
        Optional.of(right),
        rightColor,
        entry,
        exit,
        closeReason,
        voidReason,
        review,
        revision + 1);
  }

  /**
   * With the right times of entry and exit, where they were stamped in the anchor's boot before the
   * clock was known; empty if there is nothing to put right.
   */
  Optional<Session> redated(ClockAnchor anchor) {
    PassageRef entered = entry.dated(anchor);
    Optional<PassageRef> left = exit.map(ref -> ref.dated(anchor));
    if (entered.equals(entry) && left.equals(exit)) {
      return Optional.empty();
    }
    return Optional.of(
        new Session(
            id, state, plate, color, entered, left, closeReason, voidReason, review, revision + 1));
  }

  /**
   * How long it lasted; empty while the exit is not known, and where entry and exit are of
   * different boots and one of the clocks was not known.
   */
  public Optional<Duration> stay() {
    return exit.map(PassageRef::at)
        .filter(left -> left.isComparableTo(entry.at()))
        .map(left -> left.since(entry.at()));
  }

  /** Ended by this exit, whatever was believed before; without a plate it takes the exit's. */
  Session correctedExit(PassageFacts by, CloseReason reason) {
    Session ended = next(SessionState.CLOSED, Optional.of(by.ref()), reason, null, false);
    return plate.isEmpty() && by.plate().isPresent() ? ended.known(by) : ended;
  }

  private Session known(PassageFacts as) {
    return new Session(
        id, state, as.plate(), as.color(), entry, exit, closeReason, voidReason, review, revision);
  }

  /**
   * Ended by the exit of the very plate, after a likely misreading had ended it.
   *
   * @throws IllegalStateException unless a likely misreading closed it
   */
  public Session repairedBy(Passage exitPassage) {
    if (closeReason.filter(CloseReason.EXIT_MATCHED_FUZZY::equals).isEmpty()) {
      throw new IllegalStateException(
          "session " + id + " was not closed on a likely misreading, so no exit repairs it");
    }
    return correctedExit(PassageFacts.of(exitPassage), CloseReason.EXIT_MATCHED);
  }

  /** Open again: what ended it was not its own. */
  Session reopened() {
    return next(SessionState.OPEN, Optional.empty(), null, null, false);
  }

  /** Ended at a time that nobody knows. */
  Session correctedToUnknownExit(CloseReason reason) {
    return next(SessionState.CLOSED, Optional.empty(), reason, null, false);
  }

  /** Never was a stay, whatever was believed before. */
  Session discarded(VoidReason reason) {
    return next(SessionState.VOIDED, Optional.empty(), null, reason, false);
  }

  /** Looked at by a person, and right as it stands. */
  Session reviewed() {
    return next(state, exit, closeReason.orElse(null), voidReason.orElse(null), false);
  }

  private Session change(
      SessionState next,
      Optional<PassageRef> exitRef,
      @Nullable CloseReason close,
      @Nullable VoidReason voidBy,
      boolean needsReview) {
    if (state != SessionState.OPEN) {
      throw new IllegalStateException(
          "session " + id + " is " + state + ": only a correction may change it");
    }
    return next(next, exitRef, close, voidBy, needsReview);
  }

  private Session next(
      SessionState next,
      Optional<PassageRef> exitRef,
      @Nullable CloseReason close,
      @Nullable VoidReason voidBy,
      boolean needsReview) {
    return new Session(
        id,
        next,
        plate,
        color,
        entry,
        exitRef,
        Optional.ofNullable(close),
        Optional.ofNullable(voidBy),
        needsReview,
        revision + 1);
  }
}
