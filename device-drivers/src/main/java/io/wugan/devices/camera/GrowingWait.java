package io.wugan.devices.camera;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between two tries, random and growing from 0.5 s, so that cameras behind one switch are not
 * asked all at once. Confined to the camera's thread.
 */
final class GrowingWait {

  static final Duration FIRST = Duration.ofMillis(500);
  private static final int MOST_DOUBLINGS = 6;

  private final RandomGenerator random;
  private final Duration longest;
  private int tries;

  GrowingWait(RandomGenerator random, Duration longest) {
    this.random = random;
    this.longest = longest;
  }

  /** The next wait: between half and the whole of a time that doubles. */
  Duration next() {
    long whole =
        Math.min(longest.toMillis(), FIRST.toMillis() << Math.min(++tries, MOST_DOUBLINGS));
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }

  /** Tries since it last went well. */
  int tries() {
    return tries;
  }

  /** It went well. */
  void reset() {
    tries = 0;
  }
}
