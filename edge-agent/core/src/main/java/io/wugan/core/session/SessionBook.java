package io.wugan.core.session;

import io.wugan.core.plate.PlateNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The sessions as they stand, for a decision to look at. Valid only while the decision is made, on
 * the thread that makes it.
 */
public interface SessionBook {

  /** Open sessions of exactly this plate, the latest entry first. */
  List<Session> listOpenByPlate(PlateNumber plate);

  /** Open sessions whose entry was before {@code utc}, the oldest first, at most {@code limit}. */
  List<Session> listOpenEnteredBefore(Instant utc, int limit);

  /** Every open session, the oldest entry first; some thousand on a large lot. */
  List<Session> listOpen();

  /** Open sessions without a plate, the latest entry first, at most {@code limit}. */
  List<Session> listOpenUnread(int limit);

  /**
   * Sessions of exactly this plate that a likely misreading closed at {@code since} or later, the
   * latest exit first.
   */
  List<Session> listClosedFuzzily(PlateNumber plate, Instant since);

  /** The session with this id. */
  Optional<Session> findById(UUID sessionId);

  /** The session that a passage opened or closed, as it stands now. */
  Optional<Session> findByPassage(UUID passageId);

  /** A passage that was captured. */
  Optional<PassageFacts> findPassage(UUID passageId);

  /**
   * Passages that were captured in a boot, the latest first, at most {@code limit}. Ends at the
   * first one of another boot: boots follow one another.
   *
   * @param before only those captured before this passage; empty for all
   */
  List<PassageRef> listCapturedIn(String bootId, Optional<UUID> before, int limit);

  /** Whether a correction was applied already. */
  boolean isApplied(UUID correctionId);

  /**
   * Exits of exactly this plate that no session was found for and that still wait for a person,
   * between two times, the earliest first.
   */
  List<WaitingExit> listWaitingExits(PlateNumber plate, Instant after, Instant until);

  /** A review item. */
  Optional<ReviewItem> findReview(UUID reviewId);

  /** Vehicles inside by the passages counted, those without a plate included; may be negative. */
  long countInside();
}
