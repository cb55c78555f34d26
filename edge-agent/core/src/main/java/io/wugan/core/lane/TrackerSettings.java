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
 */
public record TrackerSettings(
    Duration lostAfter,
    int minFrames,
    Duration minVisible,
    Duration samePlateWindow,
    double minDetectionConfidence,
    double minPlateConfidence,
    double minTravelWidths,
    double minReadConfidence) {

  /** Works for a lane camera at 5 to 30 frames per second. */
  public static final TrackerSettings DEFAULT =
      new TrackerSettings(
          Duration.ofMillis(1000),
          3,
          Duration.ofMillis(150),
          Duration.ofSeconds(30),
          0.5,
          0.5,
          0.5,
          0.4);

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
  }

  private static void checkProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie between 0 and 1, not " + value);
    }
  }
}
