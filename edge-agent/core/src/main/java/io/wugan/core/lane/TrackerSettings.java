package io.wugan.core.lane;

import java.time.Duration;

/**
 * How a tracker tells one vehicle from the next.
 *
 * @param lostAfter a vehicle unseen for this long has gone
 * @param minFrames a vehicle seen in fewer frames is taken for a false detection
 * @param minVisible a vehicle seen for less time is taken for a false detection; one whose plate
 *     cannot be read must be seen five times as long, and in twice as many frames
 * @param samePlateWindow the same plate within this time on the same lane is the same passage
 * @param minDetectionConfidence reads below it are not followed, 0 to 1
 * @param minPlateConfidence reads whose lettering is less sure to be a plate are not followed, 0 to
 *     1
 * @param minTravelWidths a plate that neither moves by this many of its widths nor grows or shrinks
 *     by as large a part is a sign, a parked car or a timestamp, and no passage; 0 to 10
 * @param minReadConfidence a vehicle whose chosen read has a weaker character than this is a
 *     NOPLATE passage with candidates: a guess opens no session, 0 to 1
 * @param minPlateWidthPx narrower plates are not followed: they are too far away for this lane; 0
 *     to 10000, 0 for any
 */
public record TrackerSettings(
    Duration lostAfter,
    int minFrames,
    Duration minVisible,
    Duration samePlateWindow,
    double minDetectionConfidence,
    double minPlateConfidence,
    double minTravelWidths,
    double minReadConfidence,
    int minPlateWidthPx) {

  /**
   * Works for a lane camera at 5 to 30 frames per second. A vehicle lost in the middle of the view
   * has gone after 0.8 s: the frame after that comes within a second, and simulated queues are told
   * apart as well as after a whole second (291 of 300 at 5 frames a second); after 0.7 s, ten
   * queues fewer are.
   */
  public static final TrackerSettings DEFAULT =
      new TrackerSettings(
          Duration.ofMillis(800),
          3,
          Duration.ofMillis(150),
          Duration.ofSeconds(30),
          0.5,
          0.5,
          0.5,
          0.4,
          0);

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public TrackerSettings {
    if (lostAfter.isNegative() || lostAfter.isZero() || minFrames < 1 || minVisible.isNegative()) {
      throw new IllegalArgumentException(
          "lostAfter must be positive, minFrames at least 1, minVisible not negative; got "
              + lostAfter
              + ", "
              + minFrames
              + ", "
              + minVisible);
    }
    if (samePlateWindow.isNegative()) {
      throw new IllegalArgumentException(
          "samePlateWindow must not be negative, not " + samePlateWindow);
    }
    checkProbability("minDetectionConfidence", minDetectionConfidence);
    checkProbability("minPlateConfidence", minPlateConfidence);
    checkProbability("minReadConfidence", minReadConfidence);
    if (!(minTravelWidths >= 0 && minTravelWidths <= 10)) {
      throw new IllegalArgumentException(
          "minTravelWidths must lie between 0 and 10, not " + minTravelWidths);
    }
    if (minPlateWidthPx < 0 || minPlateWidthPx > 10_000) {
      throw new IllegalArgumentException(
          "minPlateWidthPx must lie between 0 and 10000, not " + minPlateWidthPx);
    }
  }

  private static void checkProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie between 0 and 1, not " + value);
    }
  }
}
