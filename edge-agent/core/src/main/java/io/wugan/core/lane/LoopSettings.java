package io.wugan.core.lane;

import java.time.Duration;

/**
 * How an inductive loop's detector behaves.
 *
 * @param debounce a shorter change of its contact is chatter; 0 to 1 s
 * @param stuckAfter a vehicle for longer, and the loop is stuck; until it changes it is out of
 *     order; at least one minute
 * @param missedVehicles so many vehicles before the camera without the loop feeling anything, and
 *     it is out of order; at least 2
 */
public record LoopSettings(Duration debounce, Duration stuckAfter, int missedVehicles) {

  /** For the common detectors, with contacts that chatter for less than 30 ms. */
  public static final LoopSettings DEFAULT =
      new LoopSettings(Duration.ofMillis(30), Duration.ofMinutes(10), 5);

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public LoopSettings {
    boolean debounces = !debounce.isNegative() && debounce.compareTo(Duration.ofSeconds(1)) <= 0;
    boolean waits = stuckAfter.compareTo(Duration.ofMinutes(1)) >= 0;
    if (!debounces || !waits || missedVehicles < 2) {
      throw new IllegalArgumentException(
          "debounce must be 0 to 1 s, stuckAfter at least 1 min, missedVehicles at least 2; got "
              + debounce
              + ", "
              + stuckAfter
              + ", "
              + missedVehicles);
    }
  }
}
