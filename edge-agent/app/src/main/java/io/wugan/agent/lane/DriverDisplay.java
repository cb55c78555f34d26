package io.wugan.agent.lane;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Display;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.time.LotClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane's display behind threads of its own, so that one that fails or hangs never holds up the
 * lane. What the lane shows is taken at once; if more comes before the display is free, the newest
 * wins, since a greeting for a vehicle that has gone is worse than none. Nothing is shown twice.
 *
 * <pre>
 * answers ── {@value #SILENT_AFTER} failures in a row ─▶ silent, alarm raised
 * silent ─── the display takes lines ────▶ answers, alarm cleared
 * </pre>
 *
 * A call that is not over within the limit counts as a failure, as does each one after it until the
 * hanging call returns. The alarm is told once each way; if it cannot be captured, the next failure
 * or success tells it again.
 *
 * <p>Thread-safe. {@link #show} does not block.
 */
public final class DriverDisplay implements AutoCloseable {

  /** As many failures in a row as raise the alarm. */
  static final int SILENT_AFTER = 3;

  /** How long a display may take for its lines. */
  public static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(DriverDisplay.class);
  private static final int TOLD_AGAIN_EVERY = 20;
  private static final long LOOK_MILLIS = 1000;

  private final String laneId;
  private final TimedDisplay display;
  private final HealthEvents health;
  private final LotClock clock;
  private final Duration limit;
  private final Object lock = new Object();
  private @Nullable List<String> waiting; // guarded by lock, as are the next two
  private boolean busy;
  private boolean closed;
  private int failures; // belongs to the thread, as does the next
  private boolean alarmed;

  /**
   * @param laneId the lane
   * @param display closed together with this
   * @param health told when the display falls silent and when it answers again
   * @param clock when that was
   */
  public DriverDisplay(String laneId, Display display, HealthEvents health, LotClock clock) {
    this(laneId, display, health, clock, ANSWER_LIMIT);
  }

  DriverDisplay(
      String laneId, Display display, HealthEvents health, LotClock clock, Duration limit) {
    this.laneId = laneId;
    this.display = new TimedDisplay(laneId, display, limit);
    this.health = health;
    this.clock = clock;
    this.limit = limit;
    Thread thread = new Thread(this::run, "display-" + laneId);
    thread.setDaemon(true);
    thread.start();
  }

  /** Shows lines as soon as the display is free; empty ones change nothing. */
  public void show(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    synchronized (lock) {
      waiting = List.copyOf(lines);
      lock.notifyAll();
    }
  }

  private void run() {
    try {
      Optional<List<String>> next = take();
      while (next.isPresent()) {
        greet(next.get());
        next = take();
      }
    } catch (InterruptedException stopped) {
      log.warn("lane {}: the display's thread was interrupted and ends", laneId);
    } finally {
      display.close();
    }
  }

  private void greet(List<String> lines) throws InterruptedException {
    try {
      judge(attempt(lines));
    } catch (RuntimeException fault) { // top of an owned thread: the next vehicle is greeted
      log.error("lane {}: the display was not looked after", laneId, fault);
    }
  }

  /** The newest lines; empty once this is closed and all is shown. */
  private Optional<List<String>> take() throws InterruptedException {
    synchronized (lock) {
      busy = false;
      lock.notifyAll();
      while (waiting == null && !closed) {
        lock.wait(LOOK_MILLIS);
      }
      List<String> lines = waiting;
      waiting = null;
      busy = lines != null;
      return Optional.ofNullable(lines);
    }
  }

  /** Shows lines; what went wrong, or nothing. */
  private Optional<String> attempt(List<String> lines) throws InterruptedException {
    try {
      display.show(lines);
      return Optional.empty();
    } catch (DeviceException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
  }

  private void judge(Optional<String> problem) {
    if (problem.isPresent()) {
      failures++;
      if (failures == 1 || failures % TOLD_AGAIN_EVERY == 0) {
        log.warn("lane {}: display, failure {}: {}", laneId, failures, problem.get());
      }
      if (failures >= SILENT_AFTER && !alarmed) {
        alarmed = tell(true);
      }
      return;
    }
    if (failures > 0) {
      log.info("lane {}: the display answers again after {} failures", laneId, failures);
    }
    failures = 0;
    if (alarmed || health.mayBeRaised(HealthKind.DISPLAY_SILENT, HealthPlace.lane(laneId))) {
      alarmed = !tell(false);
    }
  }

  private boolean tell(boolean raised) {
    return health.tell(new HealthAlarm(HealthKind.DISPLAY_SILENT, laneId, raised, clock.now()));
  }

  /**
   * Waits until all is shown, or was tried.
   *
   * @return whether it was within {@code atMost}
   */
  boolean awaitIdle(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (lock) {
      while (waiting != null || busy) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        lock.wait(left);
      }
      return true;
    }
  }

  /** Shows what waits, then closes the display; waits for at most the limit of one call. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    try {
      if (!awaitIdle(limit)) {
        log.warn("lane {}: the display still hangs, and is left behind", laneId);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
