package io.wugan.devices.coap;

import java.util.Arrays;

/**
 * Token buckets of equal size, each a single number: the time at which its bucket would be full
 * again (the generic cell rate algorithm of ITU-T I.371, in its virtual scheduling form). Not
 * thread-safe.
 */
public final class RateLimit {

  private final long[] fullAt;
  private final long intervalNanos;
  private final long toleranceNanos;

  /**
   * @param buckets how many, at least 1
   * @param perSecond how many a second fit each, above 0
   * @param burst how many fit at once, at least 1
   */
  public RateLimit(int buckets, double perSecond, int burst) {
    this.fullAt = new long[buckets];
    this.intervalNanos = Math.max(1, Math.round(1e9 / perSecond));
    this.toleranceNanos = intervalNanos * (burst - 1L);
    Arrays.fill(fullAt, Long.MIN_VALUE / 2);
  }

  /** How many buckets there are. */
  int buckets() {
    return fullAt.length;
  }

  /**
   * Takes one token if there is one.
   *
   * @param bucket 0 to one less than there are
   * @param nowNanos of a clock that does not go back, not near the ends of a long
   * @return 0 if it was taken, otherwise for how many nanoseconds there is none
   */
  public long take(int bucket, long nowNanos) {
    long full = Math.max(fullAt[bucket], nowNanos);
    long wait = full - nowNanos - toleranceNanos;
    if (wait > 0) {
      return wait;
    }
    fullAt[bucket] = full + intervalNanos;
    return 0;
  }
}
