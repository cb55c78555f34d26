package io.wugan.devices.camera;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives pictures when a camera would. The clock starts with the first picture. Whoever asks too
 * late gets the newest picture that is due; where decoding alone is slower than the recording, at
 * most {@value #MAX_DROPS} pictures in a row are left out, so that some always come.
 */
final class RealtimePacer implements Pacer {

  /** Bound of one wait, so that a broken timestamp never blocks a camera's thread for long. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final int MAX_DROPS = 50;

  /** The clock of the machine. */
  static final Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void parkNanos(long nanos) {
          LockSupport.parkNanos(nanos);
        }
      };

  private final Ticker ticker;
  private long startNanos;
  private boolean started;
  private int dropped;

  RealtimePacer(Ticker ticker) {
    this.ticker = ticker;
  }

  /** A clock that can be waited on. */
  interface Ticker {
    /** Nanoseconds on a clock that never steps. */
    long nanos();

    /** Waits for about as long, or shorter. */
    void parkNanos(long nanos);
  }

  @Override
  public boolean isLate(Duration presentation, Duration period) {
    if (!started || dropped >= MAX_DROPS) {
      dropped = 0;
      return false;
    }
    boolean late = ticker.nanos() - dueNanos(presentation) > period.toNanos();
    dropped = late ? dropped + 1 : 0;
    return late;
  }

  @Override
  public void await(Duration presentation) throws InterruptedException {
    long now = ticker.nanos();
    if (!started) {
      started = true;
      startNanos = now - presentation.toNanos();
    }
    long end = Math.min(dueNanos(presentation), now + LONGEST_WAIT.toNanos());
    for (long left = end - now; left > 0; left = end - ticker.nanos()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("waiting for the next picture");
      }
      ticker.parkNanos(left);
    }
  }

  private long dueNanos(Duration presentation) {
    return startNanos + presentation.toNanos();
  }
}
