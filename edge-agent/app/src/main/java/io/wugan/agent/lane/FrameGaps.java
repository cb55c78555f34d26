package io.wugan.agent.lane;

import java.util.Optional;

/**
 * Counts the pictures of a stream that were left out because the lane was still busy (the newest
 * wins), and words a warning at most once a minute. Confined to the lane's thread.
 */
final class FrameGaps {

  private static final long WINDOW_MILLIS = 60_000;

  private final String laneId;
  private long lastIndex = -1;
  private long windowStartMillis;
  private long taken;
  private long leftOut;

  FrameGaps(String laneId) {
    this.laneId = laneId;
  }

  /** The stream begins anew: its indices do, too. */
  void restart() {
    lastIndex = -1;
  }

  /**
   * Takes note of a picture.
   *
   * @param index its number in the stream, from 0, growing
   * @param nowMillis monotonic milliseconds
   * @return the warning of the minute that has passed, if pictures were left out in it
   */
  Optional<String> seen(long index, long nowMillis) {
    if (taken == 0) {
      windowStartMillis = nowMillis;
    }
    taken++;
    if (lastIndex >= 0 && index > lastIndex) {
      leftOut += index - lastIndex - 1;
    }
    lastIndex = index;
    if (nowMillis - windowStartMillis < WINDOW_MILLIS) {
      return Optional.empty();
    }
    Optional<String> warning = leftOut == 0 ? Optional.empty() : Optional.of(words(nowMillis));
    taken = 0;
    leftOut = 0;
    return warning;
  }

  private String words(long nowMillis) {
    long seconds = (nowMillis - windowStartMillis) / 1000;
    long share = Math.round(100.0 * leftOut / (leftOut + taken));
    return String.format(
        "lane %s: %d of %d pictures left out in %d s (%d %%), %.1f a second read; 10 a second and more"
            + " are wanted: fewer lanes on this board, more threads, or a smaller stream",
        laneId, leftOut, leftOut + taken, seconds, share, taken / (double) Math.max(1, seconds));
  }
}
