package io.wugan.core.tally;

import io.wugan.core.lane.Direction;
import java.time.Instant;
import java.util.Optional;

/**
 * A vehicle that the board recorded.
 *
 * @param id of its passage
 * @param at when it crossed, by the board's clock
 * @param lane id of the lane
 * @param direction which way the board believes
 * @param plate what was read; empty for NOPLATE
 * @param orphan whether it left and no stay was found for it
 */
public record TallySeen(
    String id,
    Instant at,
    String lane,
    Direction direction,
    Optional<String> plate,
    boolean orphan) {

  /** Without the plate. */
  @Override
  public String toString() {
    return "TallySeen[" + id + " " + at + " " + lane + " " + direction + "]";
  }
}
