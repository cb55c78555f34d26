package io.wugan.agent.replay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Slows a replay down to a multiple of real time. Confined to the replay's thread. */
final class Pacer {

  private final double speed;
  private long startNanos;

  /**
   * @param speed times real time; 0 never waits
   */
  Pacer(double speed) {
    this.speed = speed;
  }

  /** Waits until {@code position} of the video is due. */
  void await(Duration position) throws InterruptedException {
    if (speed <= 0) {
      return;
    }
    if (startNanos == 0) {
      startNanos = System.nanoTime();
    }
    long due = startNanos + (long) (position.toNanos() / speed);
    long wait = due - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }
}
