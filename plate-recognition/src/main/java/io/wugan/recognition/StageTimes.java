package io.wugan.recognition;

/** Counts and times while they grow. Confined to the recognizer's thread. */
final class StageTimes {

  long frames;
  long skippedFrames;
  long detections;
  long reads;
  private final long[] nanos = new long[Stage.values().length];
  private long lastNanos;

  /** A part of the way of one frame. */
  enum Stage {
    GATE,
    DETECT,
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
    nanos[stage.ordinal()] += now - lastNanos;
    lastNanos = now;
  }

  RecognitionStats snapshot() {
    return new RecognitionStats(
        frames,
        skippedFrames,
        detections,
        reads,
        nanos[Stage.GATE.ordinal()],
        nanos[Stage.DETECT.ordinal()],
        nanos[Stage.RECTIFY.ordinal()],
        nanos[Stage.READ.ordinal()]);
  }
}
