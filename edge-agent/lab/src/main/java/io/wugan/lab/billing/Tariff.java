package io.wugan.lab.billing;

import java.time.Duration;

/**
 * What a stay costs (计费规则), in whole fen. The first minutes of every stay are free; what is left is
 * charged by the started unit, and never more than the cap for each 24 hours of it. Whole minutes
 * count: seconds are dropped in the driver's favour. Immutable.
 *
 * @param freeMinutes minutes that cost nothing, ≥ 0
 * @param unitMinutes length of a charged unit, 1–1440: 30 or 60 as a rule
 * @param fenPerUnit price of a started unit, ≥ 0
 * @param fenPerDayCap most that 24 charged hours cost, ≥ fenPerUnit
 */
public record Tariff(int freeMinutes, int unitMinutes, int fenPerUnit, int fenPerDayCap) {
  private static final long DAY_MINUTES = Duration.ofDays(1).toMinutes();

  /** Half an hour free, 3 yuan for each started half hour, at most 40 yuan a day. */
  public static final Tariff EXAMPLE = new Tariff(30, 30, 300, 4000);

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Tariff {
    boolean inRange =
        freeMinutes >= 0
            && unitMinutes >= 1
            && unitMinutes <= DAY_MINUTES
            && fenPerUnit >= 0
            && fenPerDayCap >= fenPerUnit;
    if (!inRange) {
      throw new IllegalArgumentException(
          "tariff out of range: free %d min, unit %d min, %d fen a unit, %d fen a day"
              .formatted(freeMinutes, unitMinutes, fenPerUnit, fenPerDayCap));
    }
  }

  /**
   * Price of a stay.
   *
   * @param minutes whole minutes of the stay, ≥ 0
   * @return fen, ≥ 0
   * @throws ArithmeticException if it does not fit a {@code long}
   */
  public long fen(long minutes) {
    long charged = Math.max(0, minutes - freeMinutes);
    long days = charged / DAY_MINUTES;
    long startedUnits = (charged % DAY_MINUTES + unitMinutes - 1) / unitMinutes;
    long lastDay = Math.min(fenPerDayCap, Math.multiplyExact(startedUnits, (long) fenPerUnit));
    return Math.addExact(Math.multiplyExact(days, (long) fenPerDayCap), lastDay);
  }
}
