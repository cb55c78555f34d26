package io.wugan.lab.lot;

/**
 * A lot over some days.
 *
 * @param vehiclesPerDay vehicles that come in, 1 to 20,000
 * @param days days with arrivals, 1 to 366; what is inside at their end leaves after it
 * @param plateAccuracy share of plates read right, of those read at all; 0 to 1
 * @param unread share of passages without a readable plate, 0 to 1
 * @param missed share of exits that nobody noticed, 0 to 1
 * @param monthly share of the vehicles on the lot's list as MONTHLY, 0 to 1
 * @param deskMinutes after how long a person binds what a review offers rightly; 0 never
 */
public record DaySettings(
    int vehiclesPerDay,
    int days,
    double plateAccuracy,
    double unread,
    double missed,
    double monthly,
    int deskMinutes) {

  /** Measured shares of a gate in order: 99 % right, 1 % unread, 0.3 % of the exits missed. */
  public static DaySettings of(int vehiclesPerDay, int days) {
    return new DaySettings(vehiclesPerDay, days, 0.99, 0.01, 0.003, 0.1, 30);
  }

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public DaySettings {
    if (vehiclesPerDay < 1 || vehiclesPerDay > 20_000 || days < 1 || days > 366) {
      throw new IllegalArgumentException(
          "vehicles a day are 1 to 20000 and days 1 to 366, not %d and %d"
              .formatted(vehiclesPerDay, days));
    }
    share("plate accuracy", plateAccuracy);
    share("unread", unread);
    share("missed", missed);
    share("monthly", monthly);
    if (deskMinutes < 0) {
      throw new IllegalArgumentException("desk minutes are at least 0, not " + deskMinutes);
    }
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie between 0 and 1, not " + value);
    }
  }
}
