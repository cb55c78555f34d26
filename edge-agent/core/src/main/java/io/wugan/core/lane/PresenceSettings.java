package io.wugan.core.lane;

import java.time.Duration;

/**
 * When a presence is a vehicle.
 *
 * @param minPresence a shorter one is a person, a bicycle or a spike; more than 0
 * @param mergeGap two with a shorter gap between them are one vehicle, whose axles a loop feels one
 *     by one; not negative
 * @param reach a plate that was in view this long before or after may belong to it, where the loop
 *     lies at the edge of the picture; not negative
 * @param stuckAfter a longer one says nothing about vehicles close behind one another: the loop
 *     hangs, or there is a queue on it
 */
public record PresenceSettings(
    Duration minPresence, Duration mergeGap, Duration reach, Duration stuckAfter) {

  /** For a loop of 1 m beneath the camera's view, at up to 15 km/h. */
  public static final PresenceSettings DEFAULT =
      new PresenceSettings(
          Duration.ofMillis(300),
          Duration.ofMillis(400),
          Duration.ofMillis(700),
          Duration.ofMinutes(2));

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public PresenceSettings {
    boolean positive = minPresence.compareTo(Duration.ZERO) > 0;
    if (!positive || mergeGap.isNegative() || reach.isNegative() || stuckAfter.isNegative()) {
      throw new IllegalArgumentException(
          "minPresence must be positive, mergeGap, reach and stuckAfter not negative; got "
              + minPresence
              + ", "
              + mergeGap
              + ", "
              + reach
              + ", "
              + stuckAfter);
    }
  }
}
