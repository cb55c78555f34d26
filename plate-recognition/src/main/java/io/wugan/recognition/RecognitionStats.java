package io.wugan.recognition;

/**
 * What a recognizer has done since it was opened. Immutable.
 *
 * @param frames pictures handed in
 * @param skippedFrames of these, pictures left out because nothing moved
 * @param detections places where the detector saw a plate
 * @param reads plates read
 * @param multiplyAccumulates what the networks have done, 0 where the models do not tell
 * @param gateNanos time spent on watching for motion
 * @param firstPassNanos time spent on finding plates in whole pictures
 * @param secondPassNanos time spent on putting their corners right in close-ups
 * @param rectifyNanos time spent on bringing plates upright
 * @param readNanos time spent on reading them
 */
public record RecognitionStats(
    long frames,
    long skippedFrames,
    long detections,
    long reads,
    long multiplyAccumulates,
    long gateNanos,
    long firstPassNanos,
    long secondPassNanos,
    long rectifyNanos,
    long readNanos) {

  /** Nothing done yet. */
  public static final RecognitionStats NONE = new RecognitionStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Time spent in all stages. */
  public long totalNanos() {
    return gateNanos + firstPassNanos + secondPassNanos + rectifyNanos + readNanos;
  }
}
