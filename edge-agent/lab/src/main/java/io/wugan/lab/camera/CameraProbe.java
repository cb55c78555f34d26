package io.wugan.lab.camera;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.time.SystemLotClock;
import io.wugan.devices.camera.CameraSettings;
import io.wugan.devices.camera.LiveFrameSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A camera and a thread that takes its pictures as a lane does, {@code lane-proof}; remembers what
 * is wrong. Thread-safe.
 */
final class CameraProbe implements HealthSink, AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long CLOSE_MILLIS = 5_000;
  private static final long POLL_MILLIS = 20;
  private static final double NANOS = 1e9;

  private final Map<HealthKind, String> wrong = new EnumMap<>(HealthKind.class); // guarded by this
  private final LiveFrameSource camera;
  private final Thread taker = new Thread(this::take, "lane-proof");
  private volatile boolean stopping;
  private long pictures; // guarded by this
  private int widthPx; // guarded by this
  private String trouble = ""; // guarded by this
  private long longestWaitNanos; // guarded by this

  CameraProbe(CameraSettings settings) {
    camera = LiveFrameSource.open(settings, new SystemLotClock(), this);
    taker.setDaemon(true);
    taker.start();
  }

  private void take() {
    try {
      while (!stopping) {
        long from = System.nanoTime();
        boolean ready = camera.isReady(LOOK);
        if (ready) {
          try (Frame frame = camera.next().orElseThrow()) {
            note(frame.widthPx());
          }
        }
        noteWait(System.nanoTime() - from);
      }
    } catch (InterruptedException | DeviceException fault) {
      synchronized (this) {
        trouble = String.valueOf(fault);
      }
    }
  }

  private synchronized void note(int width) {
    pictures++;
    widthPx = width;
  }

  private synchronized void noteWait(long nanos) {
    longestWaitNanos = Math.max(longestWaitNanos, nanos);
  }

  @Override
  public synchronized void set(HealthKind kind, HealthPlace place, boolean isWrong, String detail) {
    if (isWrong) {
      wrong.put(kind, detail);
    } else {
      wrong.remove(kind);
    }
  }

  synchronized boolean isWrong(HealthKind kind) {
    return wrong.containsKey(kind);
  }

  synchronized Map<HealthKind, String> wrong() {
    return Map.copyOf(wrong);
  }

  synchronized long pictures() {
    return pictures;
  }

  synchronized int widthPx() {
    return widthPx;
  }

  /** What the lane's thread met, which should be nothing. */
  synchronized String trouble() {
    return trouble;
  }

  /** The longest time for which the lane's thread was held up, in milliseconds. */
  synchronized double longestWaitMillis() {
    return longestWaitNanos / 1e6;
  }

  /** Seconds until something is told; infinity for never. */
  double secondsUntilWrong(HealthKind kind, int limitSeconds) throws InterruptedException {
    return secondsUntil(() -> isWrong(kind), limitSeconds);
  }

  /** Seconds until pictures come that were not there before; infinity for never. */
  double secondsUntilPictures(int limitSeconds) throws InterruptedException {
    long before = pictures();
    return secondsUntil(() -> pictures() > before, limitSeconds);
  }

  static double secondsUntil(BooleanSupplier condition, int limitSeconds)
      throws InterruptedException {
    long from = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - from > limitSeconds * NANOS) {
        return Double.POSITIVE_INFINITY;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return (System.nanoTime() - from) / NANOS;
  }

  @Override
  public void close() {
    stopping = true;
    try {
      taker.join(CLOSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    camera.close();
  }
}
