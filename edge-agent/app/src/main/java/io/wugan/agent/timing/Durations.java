package io.wugan.agent.timing;

import java.util.Arrays;

/** How long something took, time by time: a stage of a frame, a passage until it is recorded. */
public final class Durations {

  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[64];
  private int count;

  /** Takes a duration in nanoseconds. */
  public void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  /** How often it took place. */
  public int count() {
    return count;
  }

  /**
   * The duration that a share of the times does not exceed, in milliseconds; 0 where there are
   * none.
   *
   * @param share 0 to 1
   */
  public double quantileMillis(double share) {
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1, share * count)] / NANOS_PER_MILLI;
  }
}
