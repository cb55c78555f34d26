package io.wugan.core.lane;

import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;
import java.util.Set;

/**
 * When a vehicle's plate was in view.
 *
 * @param vehicle number of the vehicle on its lane, in the order in which they came into view
 * @param text what its plate reads best; may be no plate number
 * @param firstSeen first frame that showed it
 * @param lastSeen last frame that showed it so far
 * @param nearest when it was last nearest to the camera so far: as wide as it has ever been, within
 *     a few percent
 * @param frames how many frames showed it so far
 * @param beside numbers of the vehicles that were in view beside it when it came, rather than
 *     before or behind it
 */
public record PlateView(
    long vehicle,
    String text,
    LotTime firstSeen,
    LotTime lastSeen,
    LotTime nearest,
    int frames,
    Set<Long> beside) {

  public PlateView {
    beside = Set.copyOf(beside);
  }

  /** Masked, because a plate is personal data. */
  @Override
  public String toString() {
    return "PlateView[" + vehicle + " " + PlateNumber.mask(text) + "]";
  }
}
