package io.wugan.core.lane;

import io.wugan.core.time.LotTime;
import java.util.Optional;

/**
 * A sensor began or ceased to see a vehicle, or came to know which way it goes.
 *
 * @param source {@link TriggerSource#LOOP} or {@link TriggerSource#VIDEO}
 * @param present whether a vehicle is there from now on
 * @param at when
 * @param way which way it goes, as far as the sensor can tell; one that tells the way of a vehicle
 *     that leaves tells vehicles apart, so that a next one at once is another vehicle
 */
public record PresenceChange(
    TriggerSource source, boolean present, LotTime at, Optional<Direction> way) {

  /**
   * @throws IllegalArgumentException if the source is no sensor
   */
  public PresenceChange {
    if (source == TriggerSource.MANUAL) {
      throw new IllegalArgumentException("a person is no presence sensor");
    }
  }

  /** A change of a sensor that cannot tell the way. */
  public PresenceChange(TriggerSource source, boolean present, LotTime at) {
    this(source, present, at, Optional.empty());
  }
}
