package io.wugan.lab.plug;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for this package's proof. Stateless. */
final class Waiting {

  private static final long POLL_NANOS = 20_000_000L;
  private static final double NANOS = 1e9;

  private Waiting() {}

  /**
   * Waits until it is so.
   *
   * @return after how many seconds; infinity if it is not within {@code limit} seconds
   */
  static double until(BooleanSupplier condition, double limit) throws InterruptedException {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("waiting");
      }
      if (System.nanoTime() - begun > limit * NANOS) {
        return Double.POSITIVE_INFINITY;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return (System.nanoTime() - begun) / NANOS;
  }

  /** Lets time pass. */
  static void seconds(double seconds) throws InterruptedException {
    until(() -> false, seconds);
  }
}
