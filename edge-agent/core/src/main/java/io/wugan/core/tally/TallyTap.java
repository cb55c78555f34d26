package io.wugan.core.tally;

import io.wugan.core.lane.Direction;
import java.time.Instant;
import java.util.Optional;

/**
 * A vehicle that a person saw pass. Personal data where it has a plate, so that is masked in texts.
 *
 * @param id tells it from others of its tally
 * @param at when it was tapped, by the board's clock
 * @param lane id of the lane
 * @param direction which way it went
 * @param plate what its plate says, normalised; empty where nobody typed it
 */
public record TallyTap(
    String id, Instant at, String lane, Direction direction, Optional<String> plate) {

  /** Without the plate. */
  @Override
  public String toString() {
    return "TallyTap[" + id + " " + at + " " + lane + " " + direction + "]";
  }
}
