package io.wugan.core.lane;

import io.wugan.core.time.LotTime;
import java.util.Set;

/**
 * One crossing of a vehicle; a vehicle that turns back in view has two.
 *
 * @param direction which way
 * @param wrongWay against the lane's role
 * @param at when it crossed
 * @param firstSeen first frame
 * @param lastSeen last frame
 * @param frames how many frames, at least 1
 * @param tendency how it moved
 */
record Leg(
    Direction direction,
    boolean wrongWay,
    LotTime at,
    LotTime firstSeen,
    LotTime lastSeen,
    int frames,
    Tendency tendency) {

  Set<PassageFlag> flags() {
    return wrongWay ? Set.of(PassageFlag.WRONG_WAY) : Set.of();
  }

  Leg until(LotTime last) {
    return new Leg(direction, wrongWay, at, firstSeen, last, frames, tendency);
  }
}
