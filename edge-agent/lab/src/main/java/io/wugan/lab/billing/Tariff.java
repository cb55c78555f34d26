package io.wugan.lab.billing;

import java.time.Duration;
import java.util.Optional;

/**
 * What a stay costs (计费规则), in whole fen. The first minutes of every stay are free; what is left is
 * charged by the started unit, and never more than the cap for each 24 hours of it. A unit that
 * begins at night costs the night price, where there is one. Whole minutes count: seconds are
 * dropped in the driver's favour. Immutable.
 *
 * @param freeMinutes minutes that cost nothing, ≥ 0
 * @param unitMinutes length of a charged unit, 1–1440: 30 or 60 as a rule
 * @param fenPerUnit price of a started unit, ≥ 0
 * @param fenPerDayCap most that 24 charged hours cost, ≥ fenPerUnit
 * @param night another price at night
 */
public record Tariff(
    int freeMinutes, int unitMinutes, int fenPerUnit, int fenPerDayCap, Optional<Night> night) {
  private static final int DAY_MINUTES = (int) Duration.ofDays(1).toMinutes();

  /** Half an hour free, 3 yuan for each started half hour, at most 40 yuan a day. */
  public static final Tariff EXAMPLE = new Tariff(30, 30, 300, 4000);

  /**
   * The night of a tariff. May go over midnight.
   *
   * @param fromMinute first minute of the day, 0–1439
   * @param toMinute first minute after it, 0–1439, another than {@code fromMinute}
   * @param fenPerUnit price of a unit that begins in it, ≥ 0
   */
  public record Night(int fromMinute, int toMinute, int fenPerUnit) {
    /**
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Night {
      boolean minutes =
          fromMinute >= 0 && fromMinute < DAY_MINUTES && toMinute >= 0 && toMinute < DAY_MINUTES;
      if (!minutes || fromMinute == toMinute || fenPerUnit < 0) {
        throw new IllegalArgumentException(
            "night out of range: minute %d to minute %d of the day, %d fen a unit"
                .formatted(fromMinute, toMinute, fenPerUnit));
      }
    }

    private boolean holds(int minuteOfDay) {
      return fromMinute < toMinute
          ? minuteOfDay >= fromMinute && minuteOfDay < toMinute
          : minuteOfDay >= fromMinute || minuteOfDay < toMinute;
    }
  }

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

  /** A tariff that is the same by day and by night. */
  public Tariff(int freeMinutes, int unitMinutes, int fenPerUnit, int fenPerDayCap) {
    this(freeMinutes, unitMinutes, fenPerUnit, fenPerDayCap, Optional.empty());
  }

  /**
   * Price of a stay that begins at noon; for tariffs without a night that is every stay.
   *
   * @param minutes whole minutes of the stay, ≥ 0
   * @return fen, ≥ 0
   */
  public long fen(long minutes) {
    return fen(DAY_MINUTES / 2, minutes);
  }

  /**
   * Price of a stay.
   *
   * @param startMinute minute of the day at which it began, 0–1439, by the clock on the lot's wall
   * @param minutes whole minutes of the stay, ≥ 0
   * @return fen, ≥ 0
   * @throws ArithmeticException if it does not fit a {@code long}
   */
  public long fen(int startMinute, long minutes) {
    long charged = Math.max(0, minutes - freeMinutes);
    int start = (startMinute + freeMinutes) % DAY_MINUTES;
    long days = charged / DAY_MINUTES;
    long whole = days == 0 ? 0 : Math.multiplyExact(days, partOfADay(start, DAY_MINUTES));
    return Math.addExact(whole, partOfADay(start, (int) (charged % DAY_MINUTES)));
  }

  private long partOfADay(int start, int minutes) {
    long fen = 0;
    for (int at = 0; at < minutes; at += unitMinutes) {
      int clock = (start + at) % DAY_MINUTES;
      fen += night.filter(each -> each.holds(clock)).map(Night::fenPerUnit).orElse(fenPerUnit);
    }
    return Math.min(fenPerDayCap, fen);
  }
}
