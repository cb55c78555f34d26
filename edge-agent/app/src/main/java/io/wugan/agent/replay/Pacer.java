package io.wugan.agent.replay;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Slows a replay down to a multiple of real time. Confined to the replay's thread. */
final class Pacer {

  private final double speed;
  private long startNanos;
  private Duration first = Duration.ZERO;

  /**
   * @param speed times real time; 0 never waits
   */
  Pacer(double speed) {
    this.speed = speed;
  }

  /** Waits until {@code position} is due; the first one is at once. */
  void await(Duration position) throws InterruptedException {
    if (speed <= 0) {
      return;
    }
    if (startNanos == 0) {
      startNanos = System.nanoTime();
      first = position;
    }
    long due = startNanos + (long) (position.minus(first).toNanos() / speed);
    long wait = due - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }

  /** The position that is due now; empty where nothing is waited for. */
  Optional<Duration> elapsed() {
    if (speed <= 0 || startNanos == 0) {
      return Optional.empty();
    }
    return Optional.of(first.plusNanos((long) ((System.nanoTime() - startNanos) * speed)));
  }
}
