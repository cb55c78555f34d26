package io.wugan.core.lane;

import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.Optional;

/**
 * An interval in which a vehicle was there by a loop or by motion in the picture.
 *
 * @param source {@link TriggerSource#LOOP} if a loop saw it, whatever the picture says, otherwise
 *     {@link TriggerSource#VIDEO}
 * @param from when it began
 * @param to when it ended
 * @param way which way it went, where a sensor could tell
 */
record VehiclePresence(TriggerSource source, LotTime from, LotTime to, Optional<Direction> way) {

  Duration duration() {
    return to.since(from);
  }

  /**
   * Whether a plate may be that of this vehicle, or of one not more than {@code reach} off. On a
   * loop in the ground: if it was in view at the same time. In the picture, where the next vehicle
   * is in view long before it comes to the place that is watched: if it was nearest at that time.
   */
  boolean meets(PlateView view, Duration reach) {
    return source == TriggerSource.LOOP
        ? meets(view.firstSeen(), view.lastSeen(), reach)
        : meets(view.nearest(), view.nearest(), reach);
  }

  boolean meets(LotTime first, LotTime last, Duration reach) {
    return from.since(last).compareTo(reach) <= 0 && first.since(to).compareTo(reach) <= 0;
  }
}
