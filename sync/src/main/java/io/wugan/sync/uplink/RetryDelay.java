package io.wugan.sync.uplink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that grow. Immutable but for the random generator. */
public final class RetryDelay {

  private static final int MAX_DOUBLINGS = 30;
  private static final double JITTER = 0.2;

  private final RandomGenerator random;

  /**
   * @param random where chance comes from
   */
  public RetryDelay(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Full jitter: evenly between {@code least} and the doubled pause, so that a thousand edges do
   * not come back at once.
   *
   * @param failures failures in a row, from 1
   */
  public Duration beforeReconnect(Duration least, Duration most, long failures) {
    long ceiling = Math.max(least.toNanos(), doubled(least, most, failures));
    return Duration.ofNanos(least.toNanos() + random.nextLong(ceiling - least.toNanos() + 1));
  }

  /**
   * Doubles with each try, ±20 %.
   *
   * @param tries how often it was sent, from 1
   */
  Duration beforeResend(Duration first, Duration most, int tries) {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Duration.ofNanos((long) (doubled(first, most, tries - 1L) * factor));
  }

  private static long doubled(Duration first, Duration most, long doublings) {
    long nanos = first.toNanos();
    for (long i = 0; i < Math.min(MAX_DOUBLINGS, doublings) && nanos < most.toNanos(); i++) {
      nanos *= 2;
    }
    return Math.min(nanos, most.toNanos());
  }
}
