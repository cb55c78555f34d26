package io.wugan.devices.camera;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthSink;
import java.time.Duration;
import java.util.Optional;

/**
 * How a camera stands, told to the board's health. Thread-safe: the camera's thread and the lane's
 * both look.
 */
final class CameraStanding {

  /** After so long without a picture a camera is silent. */
  static final Duration SILENT_AFTER = Duration.ofMillis(4_500);

  private static final long LOOK_NANOS = 100_000_000;
  private static final int MOST_CHARS = 300;

  private final CameraSettings settings;
  private final HealthSink health;
  private long lastPicture = System.nanoTime(); // guarded by this
  private long lastLook = lastPicture; // guarded by this
  private boolean any; // guarded by this
  private boolean silent; // guarded by this
  private String problem = ""; // guarded by this
  private boolean timesWrong; // guarded by this

  CameraStanding(CameraSettings settings, HealthSink health) {
    this.settings = settings;
    this.health = health;
  }

  /** A connection stands; pictures are to follow. */
  synchronized void connected(double announcedRate) {
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
    if (silent) {
      silent = false;
    }
    health.right(HealthKind.CAMERA_SILENT, settings.place());
  }

  /** What is wrong with the times in its stream. */
  synchronized void times(Optional<String> wrong) {
    if (wrong.isPresent() || timesWrong) {
      health.set(
          HealthKind.CAMERA_TIMES_WRONG, settings.place(), wrong.isPresent(), wrong.orElse(""));
    }
    timesWrong = wrong.isPresent();
  }

  /** Time goes on; to be called as often as one likes. */
  synchronized void look(long nanos) {
    if (nanos - lastLook < LOOK_NANOS) {
      return;
    }
    lastLook = nanos;
    long age = nanos - lastPicture;
    if (age > SILENT_AFTER.toNanos()) {
      silent = true;
      health.wrong(
          HealthKind.CAMERA_SILENT,
          settings.place(),
          "no picture for " + age / 1_000_000_000 + " s; " + problem);
    }
  }
}
