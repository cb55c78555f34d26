package io.wugan.core.bay;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a sensor says.
 *
 * @param boot which start of the sensor counts {@code seq}, where it knows; another one begins
 *     another sequence
 * @param seq 0 to 4294967295, one more with each report; the same again is the same report
 * @param occupied whether a vehicle stands there
 * @param ageSeconds how long ago it came or went, 0 to a week; empty for now
 * @param batteryPercent 0 to 100, where it is known
 * @param batteryMillivolts 0 to 60000, where it is known
 * @param rssiDbm strength of the radio, -150 to 20, where it is known
 */
public record BayReport(
    OptionalLong boot,
    long seq,
    boolean occupied,
    OptionalInt ageSeconds,
    OptionalInt batteryPercent,
    OptionalInt batteryMillivolts,
    OptionalInt rssiDbm) {

  /** The greatest {@code seq} and {@code boot}; the next one is 0. */
  public static final long MAX_SEQ = 0xFFFF_FFFFL;

  private static final int WEEK = 7 * 24 * 3600;

  /**
   * @throws IllegalArgumentException if something is out of its range; says what is allowed
   */
  public BayReport {
    require("boot", boot.orElse(0), 0, MAX_SEQ);
    require("seq", seq, 0, MAX_SEQ);
    require("age", ageSeconds.orElse(0), 0, WEEK);
    require("batteryPct", batteryPercent.orElse(0), 0, 100);
    require("batteryMv", batteryMillivolts.orElse(0), 0, 60_000);
    require("rssi", rssiDbm.orElse(0), -150, 20);
  }

  private static void require(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(what + " is " + value + ", not " + min + " to " + max);
    }
  }

  /** One that says nothing but whether the bay is occupied. */
  public static BayReport of(long seq, boolean occupied) {
    OptionalInt none = OptionalInt.empty();
    return new BayReport(OptionalLong.empty(), seq, occupied, none, none, none, none);
  }
}
