package io.wugan.core.bay;

import io.wugan.core.time.LotTime;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A bay as it stands.
 *
 * @param sensor who says so
 * @param occupancy what it has said, held against flicker; the last one where the sensor is lost
 * @param since when the vehicle came or went, by the clock of the board; empty while unknown
 * @param heard when the sensor was last heard; empty if never since the start
 * @param lost whether it has been silent for longer than it may
 * @param batteryPercent what it last said
 * @param batteryMillivolts what it last said
 * @param rssiDbm what it last said
 */
public record BayState(
    BaySensor sensor,
    Occupancy occupancy,
    Optional<Instant> since,
    Optional<LotTime> heard,
    boolean lost,
    OptionalInt batteryPercent,
    OptionalInt batteryMillivolts,
    OptionalInt rssiDbm) {

  /** One that nothing is known of. */
  static BayState unknown(BaySensor sensor) {
    OptionalInt none = OptionalInt.empty();
    return new BayState(
        sensor, Occupancy.UNKNOWN, Optional.empty(), Optional.empty(), false, none, none, none);
  }

  BayState heard(BayReport report, LotTime now) {
    return new BayState(
        sensor,
        occupancy,
        since,
        Optional.of(now),
        false,
        report.batteryPercent(),
        report.batteryMillivolts(),
        report.rssiDbm());
  }

  BayState became(Occupancy now, Instant when) {
    return new BayState(
        sensor, now, Optional.of(when), heard, lost, batteryPercent, batteryMillivolts, rssiDbm);
  }

  BayState silent() {
    return new BayState(
        sensor, occupancy, since, heard, true, batteryPercent, batteryMillivolts, rssiDbm);
  }

  /** Whether something differs that somebody wants to be told at once. */
  boolean isNews(BayState before) {
    return occupancy != before.occupancy || lost != before.lost || !since.equals(before.since);
  }
}
