package io.wugan.lab.proof.crash;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One run of the proof. Immutable.
 *
 * @param work folder for data and logs; nothing of an earlier run may be in it
 * @param kills at random moments, ≥ 0
 * @param each how often each failpoint is reached for each victim, ≥ 0
 * @param victims how many kinds of victims a failpoint has: 1 whoever is at it, 3 the broker and
 *     the other side, too
 * @param longest longest time between two kills
 * @param seed of the plan
 */
record CrashSettings(Path work, int kills, int each, int victims, Duration longest, long seed) {

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  CrashSettings {
    if (kills < 0 || each < 0) {
      throw new IllegalArgumentException("kills and failpoints are counted from 0");
    }
    if (victims != 1 && victims != 3) {
      throw new IllegalArgumentException("1 or 3 kinds of victims, not " + victims);
    }
    if (longest.compareTo(Duration.ofMillis(10)) < 0) {
      throw new IllegalArgumentException("the longest time between kills is 10 ms or more");
    }
  }
}
