package io.wugan.recognition;

/**
 * What a recognizer has done since it was opened. Immutable.
 *
 * @param frames pictures handed in
 * @param skippedFrames of these, pictures left out because nothing moved
 * @param detections places where the detector saw a plate
 * @param reads plates read
 * @param gateNanos time spent on watching for motion
 * @param detectNanos time spent on finding plates
 * @param rectifyNanos time spent on bringing plates upright
 * @param readNanos time spent on reading them
 */
public record RecognitionStats(
    long frames,
    long skippedFrames,
    long detections,
    long reads,
    long gateNanos,
    long detectNanos,
    long rectifyNanos,
    long readNanos) {

  /** Nothing done yet. */
  public static final RecognitionStats NONE = new RecognitionStats(0, 0, 0, 0, 0, 0, 0, 0);

  /** Time spent in all stages. */
  public long totalNanos() {
    return gateNanos + detectNanos + rectifyNanos + readNanos;
  }
}
