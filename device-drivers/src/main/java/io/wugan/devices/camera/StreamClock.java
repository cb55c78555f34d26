package io.wugan.devices.camera;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Turns the timestamps of a recording into presentation times that begin at 0, always go forward
 * and go on when the recording begins anew. A timestamp that does not go forward (missing, or a
 * container's fault) is taken as one picture's duration after the one before.
 *
 * <p>Confined to the source's thread.
 */
final class StreamClock {

  private final long periodMicros;
  private long firstMicros;
  private long offsetMicros;
  private long lastMicros = -1;
  private boolean atBeginning = true;

  /**
   * @param framesPerSecond as the container says; 25 is taken where it says nothing usable
   */
  StreamClock(double framesPerSecond) {
    boolean usable = framesPerSecond >= 0.1 && framesPerSecond <= 1000;
    this.periodMicros = Math.round(1_000_000 / (usable ? framesPerSecond : 25));
  }

  /** Presentation time of the picture that the stream stamps with {@code streamMicros}. */
  Duration next(long streamMicros) {
    if (atBeginning) {
      atBeginning = false;
      firstMicros = streamMicros;
      offsetMicros = lastMicros < 0 ? 0 : lastMicros + periodMicros;
    }
    long micros = offsetMicros + streamMicros - firstMicros;
    lastMicros = micros > lastMicros ? micros : lastMicros + periodMicros;
    return Duration.of(lastMicros, ChronoUnit.MICROS);
  }

  /** The recording begins anew: its next picture follows the last one. */
  void restart() {
    atBeginning = true;
  }

  /** Nominal time between two pictures. */
  Duration period() {
    return Duration.of(periodMicros, ChronoUnit.MICROS);
  }
}
