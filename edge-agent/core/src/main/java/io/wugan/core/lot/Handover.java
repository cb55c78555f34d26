package io.wugan.core.lot;

import io.wugan.core.lane.Passage;
import java.util.List;

/**
 * Passages of one board on their way to the keeper.
 *
 * @param edgeId the board that saw them
 * @param passages in the order in which the board captured them; 1 to {@value #LIMIT}
 */
public record Handover(String edgeId, List<Passage> passages) {

  /** As many passages as one handover may carry. */
  public static final int LIMIT = 50;

  public Handover {
    passages = List.copyOf(passages);
    if (passages.isEmpty() || passages.size() > LIMIT) {
      throw new IllegalArgumentException(
          "a handover of board %s carries 1 to %d passages, not %d"
              .formatted(edgeId, LIMIT, passages.size()));
    }
  }

  /** Without plates. */
  @Override
  public String toString() {
    return "Handover[board %s, %d passages]".formatted(edgeId, passages.size());
  }
}
