package io.wugan.lab.lot;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * When vehicles come and how long they stay. Three peaks by the clock on the wall: in the morning
 * (08:30), at noon (12:30) and in the evening (18:00), over a quarter that comes at any time. Stays
 * are log-normal, half of them shorter than 75 minutes. Confined to one thread.
 */
final class ArrivalCurve {
  private static final double DAY_HOURS = 24;
  // The simulated clock begins at midnight UTC, which is eight in the morning in China.
  private static final double FIRST_HOUR = 8;
  private static final double[][] PEAKS = {
    // share so far, hour, standard deviation in hours
    {0.35, 8.5, 1.0}, {0.60, 12.5, 1.2}, {0.75, 18.0, 1.2}
  };
  private static final double MEDIAN_MINUTES = 75;
  private static final double SPREAD = 1.0;
  private static final double MIN_MINUTES = 1;
  private static final double MAX_MINUTES = Duration.ofHours(36).toMinutes();

  private final SplittableRandom random;

  ArrivalCurve(SplittableRandom random) {
    this.random = random;
  }

  /** Moments of one day, ascending, in ms since its beginning. */
  long[] day(int vehicles) {
    long[] moments = new long[vehicles];
    Arrays.setAll(moments, i -> moment());
    Arrays.sort(moments);
    return moments;
  }

  private long moment() {
    double kind = random.nextDouble();
    double hour = random.nextDouble() * DAY_HOURS;
    for (double[] peak : PEAKS) {
      if (kind < peak[0]) {
        hour = peak[1] + gaussian() * peak[2];
        break;
      }
    }
    double since = ((hour - FIRST_HOUR) % DAY_HOURS + DAY_HOURS) % DAY_HOURS;
    return (long) (since * Duration.ofHours(1).toMillis());
  }

  long stayMillis() {
    double minutes = MEDIAN_MINUTES * Math.exp(SPREAD * gaussian());
    double bounded = Math.max(MIN_MINUTES, Math.min(MAX_MINUTES, minutes));
    return (long) (bounded * Duration.ofMinutes(1).toMillis());
  }

  private double gaussian() {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
