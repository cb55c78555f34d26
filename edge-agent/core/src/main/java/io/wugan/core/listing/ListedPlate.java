package io.wugan.core.listing;

import io.wugan.core.plate.PlateNumber;
import io.wugan.core.time.LotTime;
import java.time.Instant;
import java.util.Optional;

/**
 * A plate on the lot's list. The period is half-open: {@code from} belongs to it, {@code until}
 * does not.
 *
 * @param plate the plate
 * @param vehicleClass what its vehicle is to the lot
 * @param from since when, UTC; empty for ever since
 * @param until up to when, UTC; empty for good
 */
public record ListedPlate(
    PlateNumber plate, VehicleClass vehicleClass, Optional<Instant> from, Optional<Instant> until) {

  /**
   * @throws IllegalArgumentException if the period is empty
   */
  public ListedPlate {
    if (!lower(from).isBefore(upper(until))) {
      throw new IllegalArgumentException(
          "until " + upper(until) + " must be later than from " + lower(from));
    }
  }

  /**
   * Whether it holds at a moment. Where nobody knows the time, only what is without limits holds: a
   * period cannot be held against a clock that was never set.
   */
  public boolean holdsAt(LotTime at) {
    if (!at.isDisciplined()) {
      return from.isEmpty() && until.isEmpty();
    }
    return !at.utc().isBefore(lower(from)) && at.utc().isBefore(upper(until));
  }

  /** The beginning, for comparing. */
  Instant begin() {
    return lower(from);
  }

  /** The end, for comparing. */
  Instant end() {
    return upper(until);
  }

  private static Instant lower(Optional<Instant> from) {
    return from.orElse(Instant.MIN);
  }

  private static Instant upper(Optional<Instant> until) {
    return until.orElse(Instant.MAX);
  }
}
