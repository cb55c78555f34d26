package io.wugan.agent.lane;

import io.wugan.core.device.Announcement;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Display;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.ProvisionalRead;
import io.wugan.core.ledger.Commit;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
 * <p>While there is nothing to show, the display is let do what is due, such as setting its clock:
 * a second after the start, and every minute from then on. A panel that counts free bays is told of
 * every change within a second.
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
  private static final Duration TEND_EVERY = Duration.ofMinutes(1);

  private final String laneId;
  private final TimedDisplay display;
  private final DriverMessages messages;
  private final HealthEvents health;
  private final LotClock clock;
  private final Duration limit;
  private final Object lock = new Object();
  private @Nullable Announcement waiting; // guarded by lock, as are the next three
  private boolean busy;
  private boolean closed;
  private @Nullable UUID stayToldOf;
  private int failures; // belongs to the thread, as do those that follow
  private boolean alarmed;
  private long tendAtNanos = System.nanoTime();
  private long countAtNanos = System.nanoTime();
  private Optional<Announcement> counted = Optional.empty();

  /**
   * A display and what it says.
   *
   * @param device closed together with this
   * @param messages its texts
   */
  public record Panel(Display device, DriverMessages messages) {}

  /** A display that says what is usual. */
  public DriverDisplay(String laneId, Display display, HealthEvents health, LotClock clock) {
    this(laneId, display, health, clock, ANSWER_LIMIT);
  }

  DriverDisplay(
      String laneId, Display display, HealthEvents health, LotClock clock, Duration limit) {
    this(laneId, new Panel(display, DriverMessages.standard()), health, clock, limit);
  }

  /**
   * @param laneId the lane
   * @param panel its display and what it says
   * @param health told when the display falls silent and when it answers again
   * @param clock when that was
   * @param limit for one call of the display
   */
  public DriverDisplay(
      String laneId, Panel panel, HealthEvents health, LotClock clock, Duration limit) {
    this.laneId = laneId;
    this.display = new TimedDisplay(laneId, panel.device(), limit);
    this.messages = panel.messages();
    this.health = health;
    this.clock = clock;
    this.limit = limit;
    Thread thread = new Thread(this::run, "display-" + laneId);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Tells of a captured passage as soon as the display is free; unless its stay is told already:
   * the board that keeps the lot may answer before the lane comes here.
   */
  public void show(Commit commit) {
    Announcement announcement = messages.of(commit);
    Optional<UUID> passage = commit.change().passage().map(Passage::id);
    synchronized (lock) {
      if (passage.isEmpty() || !passage.get().equals(stayToldOf)) {
        show(announcement);
      }
    }
  }

  /** Shows that a plate was read, as soon as the display is free. */
  public void show(ProvisionalRead read) {
    show(messages.of(read));
  }

  /** Shows how long a stay has lasted that another board knows. */
  public void show(Passage exit, Duration stay) {
    synchronized (lock) {
      stayToldOf = exit.id();
      show(messages.of(exit, stay));
    }
  }

  /** Shows lines as soon as the display is free; empty ones change nothing. */
  public void show(List<String> lines) {
    show(Announcement.of(lines));
  }

  private void show(Announcement announcement) {
    if (announcement.lines().isEmpty() && announcement.freeBays().isEmpty()) {
      return;
    }
    synchronized (lock) {
      waiting = announcement;
      lock.notifyAll();
    }
  }

  private void run() {
    try {
      while (!isOver()) {
        Optional<Announcement> next = take();
        if (next.isPresent()) {
          greet(next.get());
        } else if (!isOver()) {
          tend();
        }
      }
    } catch (InterruptedException stopped) {
      log.warn("lane {}: the display's thread was interrupted and ends", laneId);
    } finally {
      display.close();
    }
  }

  private boolean isOver() {
    synchronized (lock) {
      busy = false;
      lock.notifyAll();
      return closed && waiting == null;
    }
  }

  /** A number that was not shown is tried again a minute later. */
  private void count() throws InterruptedException {
    Optional<Announcement> bays = messages.freeBays();
    if (bays.isEmpty() || bays.equals(counted) || System.nanoTime() - countAtNanos < 0) {
      return;
    }
    if (greet(bays.get())) {
      counted = bays;
    } else {
      countAtNanos = System.nanoTime() + TEND_EVERY.toNanos();
    }
  }

  private void tend() throws InterruptedException {
    count();
    LotTime now = clock.now();
    // A panel must not be given a time that nobody knows.
    if (System.nanoTime() - tendAtNanos < 0 || !now.isDisciplined()) {
      return;
    }
    tendAtNanos = System.nanoTime() + TEND_EVERY.toNanos();
    try {
      if (display.tend(LocalDateTime.ofInstant(now.utc(), ZoneId.systemDefault()))) {
        judge(Optional.empty());
      }
    } catch (DeviceException failed) {
      judge(Optional.of(String.valueOf(failed.getMessage())));
    } catch (RuntimeException fault) { // top of an owned thread: the next vehicle is greeted
      log.error("lane {}: the display was not looked after", laneId, fault);
    }
  }

  private boolean greet(Announcement announcement) throws InterruptedException {
    try {
      Optional<String> problem = attempt(announcement);
      judge(problem);
      return problem.isEmpty();
    } catch (RuntimeException fault) { // top of an owned thread: the next vehicle is greeted
      log.error("lane {}: the display was not looked after", laneId, fault);
      return false;
    }
  }

  /** The newest announcement; empty where none has come for a while, or this is closed. */
  private Optional<Announcement> take() throws InterruptedException {
    long until = System.nanoTime() + LOOK_MILLIS * 1_000_000;
    synchronized (lock) {
      for (long left = LOOK_MILLIS; waiting == null && !closed && left > 0; ) {
        lock.wait(left);
        left = (until - System.nanoTime()) / 1_000_000;
      }
      Announcement next = waiting;
      waiting = null;
      busy = next != null;
      return Optional.ofNullable(next);
    }
  }

  /** Shows and says; what went wrong, or nothing. */
  private Optional<String> attempt(Announcement announcement) throws InterruptedException {
    try {
      display.announce(announcement);
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
