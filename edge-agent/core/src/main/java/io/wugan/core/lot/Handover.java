package io.wugan.core.lot;

import io.wugan.core.lane.Passage;
import io.wugan.core.time.LotTime;
import java.util.List;
import java.util.Optional;

/**
 * Passages of one board on their way to the keeper.
 *
 * @param edgeId the board that saw them
 * @param passages in the order in which the board captured them; 1 to {@value #LIMIT}
 * @param ties by which the keeper can tell their times by its own clock, one for each boot of the
 *     board; at most {@value #MOST_TIES}
 * @param keeperId the board that it is for, so that no other takes it; empty from a board that does
 *     not say
 */
public record Handover(
    String edgeId, List<Passage> passages, List<ClockTie> ties, Optional<String> keeperId) {

  /** As many boots of a board are remembered. */
  public static final int MOST_TIES = 8;

  /** As many passages as one handover may carry. */
  public static final int LIMIT = 50;

  public Handover {
    passages = List.copyOf(passages);
    ties = List.copyOf(ties);
    if (passages.isEmpty() || passages.size() > LIMIT) {
      throw new IllegalArgumentException(
          "a handover of board %s carries 1 to %d passages, not %d"
              .formatted(edgeId, LIMIT, passages.size()));
    }
    if (ties.size() > MOST_TIES) {
      throw new IllegalArgumentException(
          "a handover of board %s has at most %d ties of clocks, not %d"
              .formatted(edgeId, MOST_TIES, ties.size()));
    }
  }

  /** From a board whose clock was not compared with the keeper's. */
  public Handover(String edgeId, List<Passage> passages) {
    this(edgeId, passages, List.of(), Optional.empty());
  }

  /** The same for one board alone, whose clock was compared with the sender's. */
  public Handover to(String keeper, List<ClockTie> compared) {
    return new Handover(edgeId, passages, compared, Optional.of(keeper));
  }

  /** Its first {@code count} passages. */
  public Handover first(int count) {
    return new Handover(edgeId, passages.subList(0, count), ties, keeperId);
  }

  /**
   * A passage of this handover with its times by the keeper's clock; unchanged where no tie covers
   * them.
   *
   * @param now the keeper's clock
   */
  Passage byKeeper(Passage passage, LotTime now) {
    return passage.withTimes(
        time ->
            ties.stream()
                .filter(tie -> tie.covers(time))
                .findFirst()
                .map(tie -> tie.byKeeper(time, now))
                .orElse(time));
  }

  /** Without plates. */
  @Override
  public String toString() {
    return "Handover[board %s, %d passages]".formatted(edgeId, passages.size());
  }
}
