package io.wugan.core.session;

import io.wugan.core.lane.Passage;
import io.wugan.core.time.ClockAnchor;
import io.wugan.core.time.LotTime;
import java.util.UUID;

/**
 * What a session keeps of a passage.
 *
 * @param passageId id of the passage
 * @param laneId lane it crossed
 * @param at when
 */
public record PassageRef(UUID passageId, String laneId, LotTime at) {

  /** With the right time, where the anchor can tell it; else unchanged. */
  PassageRef dated(ClockAnchor anchor) {
    return anchor.corrects(at) ? new PassageRef(passageId, laneId, anchor.correct(at)) : this;
  }

  /** What is kept of {@code passage}. */
  public static PassageRef of(Passage passage) {
    return new PassageRef(passage.id(), passage.laneId(), passage.at());
  }
}
