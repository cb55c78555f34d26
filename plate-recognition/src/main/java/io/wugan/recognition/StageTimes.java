package io.wugan.recognition;

import java.util.EnumMap;
import java.util.Map;

/** Counts and times while they grow. Confined to the recognizer's thread. */
final class StageTimes {

  long frames;
  long skippedFrames;
  long detections;
  long reads;
  private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
  private long lastNanos;

  /** A part of the way of one frame. */
  enum Stage {
    GATE,
    FIRST_PASS,
    SECOND_PASS,
    RECTIFY,
    READ
  }

  /** The next stage begins now. */
  void begin() {
    lastNanos = System.nanoTime();
  }

  /** A stage ends now, and the next one begins. */
  void end(Stage stage) {
    long now = System.nanoTime();
    nanos.merge(stage, now - lastNanos, Long::sum);
    lastNanos = now;
  }

  RecognitionStats snapshot(long multiplyAccumulates) {
    return new RecognitionStats(
        frames,
        skippedFrames,
        detections,
        reads,
        multiplyAccumulates,
        nanos(Stage.GATE),
        nanos(Stage.FIRST_PASS),
        nanos(Stage.SECOND_PASS),
        nanos(Stage.RECTIFY),
        nanos(Stage.READ));
  }

  private long nanos(Stage stage) {
    return nanos.getOrDefault(stage, 0L);
  }
}
