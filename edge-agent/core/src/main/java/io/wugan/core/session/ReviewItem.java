package io.wugan.core.session;

import io.wugan.core.time.LotTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that a person should look at. Its pictures are those of its passage and of the entry
 * passages of its candidates. Immutable.
 *
 * @param id version 7 UUID
 * @param kind why
 * @param at when it arose
 * @param passageId the passage it is about, where there is one
 * @param sessionId the session it is about, where there is one
 * @param candidates sessions to choose from, nearest first
 * @param settledBy what settled it: a correction, or the passage of an entry that was told after
 *     its exit; empty while it waits
 */
public record ReviewItem(
    UUID id,
    ReviewKind kind,
    LotTime at,
    Optional<UUID> passageId,
    Optional<UUID> sessionId,
    List<Candidate> candidates,
    Optional<UUID> settledBy) {

  /**
   * A session to choose.
   *
   * @param sessionId open when the item arose
   * @param cost distance of the texts, 0 or more; {@link WeightedMatcher#UNREAD_COST} without one
   */
  public record Candidate(UUID sessionId, double cost) {}

  public ReviewItem {
    candidates = List.copyOf(candidates);
  }

  /** Whether it still waits for a person. */
  public boolean isWaiting() {
    return settledBy.isEmpty();
  }

  /** The same, settled by a correction or a passage. */
  public ReviewItem settled(UUID by) {
    return new ReviewItem(id, kind, at, passageId, sessionId, candidates, Optional.of(by));
  }
}
