package io.wugan.core.bay;

import java.time.Duration;

/**
 * How reports are held against one another.
 *
 * @param debounce a vehicle that has come or gone must have done so for this long, 0 to 10 minutes
 * @param missedReports a sensor that has missed so many is lost, 1 to 100
 * @param lowBatteryPercent a battery at this or below is low, 0 to 100
 * @param lowBatteryMillivolts one at this or below is low, 0 to 60000; 0 for no such limit
 */
public record BayRules(
    Duration debounce, int missedReports, int lowBatteryPercent, int lowBatteryMillivolts) {

  /** Ten seconds, three reports, 15 %, no limit of voltage. */
  public static final BayRules DEFAULT = new BayRules(Duration.ofSeconds(10), 3, 15, 0);
}
