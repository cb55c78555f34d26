package io.wugan.lab.sensor;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for this package's proofs. Stateless. */
final class Waiting {

  private static final long POLL_NANOS = 20_000_000L;
  private static final double NANOS = 1e9;

  private Waiting() {}

  /** Waits until it is so; false if it is not within so many seconds. */
  static boolean until(BooleanSupplier condition, double seconds) {
    long end = System.nanoTime() + (long) (seconds * NANOS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  /** Lets time pass. */
  static void seconds(double seconds) {
    until(() -> false, seconds);
  }
}
