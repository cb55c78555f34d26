package io.wugan.core.lane;

import io.wugan.core.time.LotTime;

/**
 * A sensor began or ceased to see a vehicle.
 *
 * @param source {@link TriggerSource#LOOP} or {@link TriggerSource#VIDEO}
 * @param present whether a vehicle is there from now on
 * @param at when
 */
public record PresenceChange(TriggerSource source, boolean present, LotTime at) {

  /**
   * @throws IllegalArgumentException if the source is no sensor
   */
  public PresenceChange {
    if (source == TriggerSource.MANUAL) {
      throw new IllegalArgumentException("a person is no presence sensor");
    }
  }
}
