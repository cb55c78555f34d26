package io.wugan.core.session;

import io.wugan.core.lane.Passage;
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

  /** What is kept of {@code passage}. */
  public static PassageRef of(Passage passage) {
    return new PassageRef(passage.id(), passage.laneId(), passage.at());
  }
}
