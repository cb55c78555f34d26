package io.wugan.devices.camera;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a camera stands, told to the board's health: that pictures come with each of them at most ten
 * times a second, everything else when it is looked at. Thread-safe: the camera's thread and the
 * lane's both look.
 */
final class CameraStanding {

  /** After so long without a picture a camera is silent. */
  static final Duration SILENT_AFTER = Duration.ofMillis(4_500);

  private static final List<HealthKind> SEEN =
      List.of(
          HealthKind.CAMERA_FROZEN,
          HealthKind.CAMERA_BLIND,
          HealthKind.CAMERA_BLURRED,
          HealthKind.CAMERA_MOVED);
  private static final long LOOK_NANOS = 100_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int MOST_CHARS = 300;

  private final CameraSettings settings;
  private final HealthSink health;
  private long lastPicture = System.nanoTime(); // guarded by this
  private long lastLook = lastPicture - LOOK_NANOS; // guarded by this
  private boolean any; // guarded by this
  private String problem = "not connected yet"; // guarded by this

  CameraStanding(CameraSettings settings, HealthSink health) {
    this.settings = settings;
    this.health = health;
  }

  /** A connection stands; pictures are to follow. */
  synchronized void connected() {
    problem = "connected, but no picture comes";
    any = false;
  }

  /** A connection broke, or none came about. */
  synchronized void failed(String why) {
    problem = why.length() > MOST_CHARS ? why.substring(0, MOST_CHARS) : why;
  }

  /** Whether pictures have come in this connection. */
  synchronized boolean hasPictures() {
    return any;
  }

  /** A picture has come. */
  synchronized void picture(long nanos) {
    any = true;
    lastPicture = nanos;
    look(nanos);
  }

  /** Time goes on; to be called as often as one likes. */
  synchronized void look(long nanos) {
    if (nanos - lastLook < LOOK_NANOS) {
      return;
    }
    lastLook = nanos;
    long age = nanos - lastPicture;
    boolean silent = age > SILENT_AFTER.toNanos();
    health.set(
        HealthKind.CAMERA_SILENT,
        settings.place(),
        silent,
        silent ? "no picture for " + age / NANOS_PER_SECOND + " s; " + problem : "");
  }

  /**
   * What the pictures are like, and how they come.
   *
   * @param wrong what is seen in them
   * @param times what is wrong with the times in the stream
   * @param rate what is wrong with their number
   */
  void seen(Map<HealthKind, String> wrong, Optional<String> times, Optional<String> rate) {
    for (HealthKind kind : SEEN) {
      set(kind, Optional.ofNullable(wrong.get(kind)));
    }
    set(HealthKind.CAMERA_TIMES_WRONG, times);
    set(HealthKind.CAMERA_SLOW, rate);
  }

  private void set(HealthKind kind, Optional<String> wrong) {
    health.set(kind, settings.place(), wrong.isPresent(), wrong.orElse(""));
  }
}
