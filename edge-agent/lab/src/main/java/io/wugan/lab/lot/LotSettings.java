package io.wugan.lab.lot;

import java.util.Locale;

/**
 * A simulated lot and its cameras.
 *
 * @param passages vehicles that drive through, in and out; at least 1
 * @param inside vehicles inside that traffic hovers around; 1 to 5,000
 * @param plateAccuracy share of passages whose plate is read right, of those read at all; 0 to 1
 * @param unread share of passages without a readable plate, 0 to 1
 * @param missed share of passages that nobody noticed, 0 to 1
 * @param fleet vehicles with neighbouring plates among all; 0 to 200
 * @param deskMinutes after how long a person binds what the review offers rightly; 0 never
 * @param seed the same seed gives the same run
 */
public record LotSettings(
    long passages,
    int inside,
    double plateAccuracy,
    double unread,
    double missed,
    int fleet,
    int deskMinutes,
    long seed) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public LotSettings {
    if (passages < 1
        || inside < 1
        || inside > 5000
        || fleet < 0
        || fleet > 200
        || deskMinutes < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "passages must be at least 1, inside 1 to 5000, fleet 0 to 200, desk at least 0;"
                  + " got %d, %d, %d, %d",
              passages,
              inside,
              fleet,
              deskMinutes));
    }
    share("plate accuracy", plateAccuracy);
    share("unread", unread);
    share("missed", missed);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie between 0 and 1, not " + value);
    }
  }
}
