package io.wugan.agent.runtime;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.devices.system.ServiceManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether each part of the agent gets on, on its own thread {@code watchdog}, and tells the
 * service manager so as long as all do. A part that does not for longer than it may is told in the
 * log, with where its thread stands, and the service manager is asked to end the process and start
 * it again: what is captured is in the ledger. Without a service manager it is only told.
 *
 * <p>It says nothing on its own account: a timer that runs by itself proves nothing.
 */
final class Watchdog {

  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  // Lanes load their models before their first turn: half a minute on the smallest boards.
  private static final Duration FIRST_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  // Everything closes, each part within its own limit, and starts: half a minute on the smallest
  // boards, more where a ledger is looked through.
  private static final Duration RESTART_LIMIT = Duration.ofMinutes(5);
  private static final int TOLD_FRAMES = 25;

  /** A part, by a number that grows as long as it gets on. */
  private static final class Part {
    private final String thread;
    private final LongSupplier turns;
    private final Duration limit;
    private long known;
    private long sinceNanos;
    private boolean begun;
    private boolean told;

    private Part(String thread, LongSupplier turns, Duration limit) {
      this.thread = thread;
      this.turns = turns;
      this.limit = limit;
      this.known = turns.getAsLong();
      this.sinceNanos = System.nanoTime();
    }

    private boolean isStuck(long now) {
      long current = turns.getAsLong();
      if (current != known) {
        known = current;
        sinceNanos = now;
        begun = true;
      }
      return now - sinceNanos > (begun ? limit : FIRST_LIMIT).toNanos();
    }
  }

  private final ServiceManager manager;
  private final HealthSink health;
  private final List<Part> parts = new ArrayList<>();
  private final OwnedLoop loop = new OwnedLoop("watchdog", STOP_LIMIT, this::turn);
  private String status = "";

  /**
   * @param manager told that all is well, as long as it is
   * @param health told what is stuck
   */
  Watchdog(ServiceManager manager, HealthSink health) {
    this.manager = manager;
    this.health = health;
  }

  /**
   * Watches a part; to be called before the start.
   *
   * @param thread name of its thread
   * @param turns a number that changes as long as it gets on
   * @param limit for how long it may stand still
   */
  void watch(String thread, LongSupplier turns, Duration limit) {
    parts.add(new Part(thread, turns, limit));
  }

  /** Begins; to be called once, when everything has started. */
  void start(String running) {
    status = running;
    manager.ready(running);
    manager
        .watchdog()
        .ifPresent(
            limit ->
                log.info("the service manager restarts the agent if it is stuck for {}", limit));
    loop.start();
  }

  // Twice within the time after which it would be ended, as sd_watchdog_enabled(3) asks, and more.
  private Duration untilNext() {
    return manager
        .watchdog()
        .map(limit -> limit.dividedBy(3))
        .filter(third -> third.compareTo(LOOK) < 0)
        .orElse(LOOK);
  }

  private Duration turn() {
    long now = System.nanoTime();
    List<String> stuck = new ArrayList<>();
    for (Part part : parts) {
      boolean still = part.isStuck(now);
      if (still) {
        stuck.add(part.thread);
        tellOnce(part);
      } else if (part.told) {
        log.info("{} gets on again", part.thread);
        part.told = false;
      }
      health.set(
          HealthKind.PART_STUCK,
          HealthPlace.boardDevice(part.thread),
          still,
          "for more than " + part.limit.toSeconds() + " s");
    }
    if (stuck.isEmpty()) {
      manager.alive(status);
    } else {
      manager.stuck("stuck: " + stuck);
    }
    return untilNext();
  }

  private static void tellOnce(Part part) {
    if (part.told) {
      return;
    }
    part.told = true;
    StringBuilder where = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      if (each.getKey().getName().equals(part.thread)) {
        StackTraceElement[] frames = each.getValue();
        for (int i = 0; i < Math.min(TOLD_FRAMES, frames.length); i++) {
          where.append("\n\tat ").append(frames[i]);
        }
      }
    }
    log.error(
        "{} has not got on for more than {} s; {}",
        part.thread,
        part.limit.toSeconds(),
        where.length() == 0 ? "its thread is gone" : "it stands" + where);
  }

  /**
   * Stops watching; whatever stops now may take its time.
   *
   * @param goesOn whether the process goes on, with a watchdog of its own that starts later
   */
  void close(boolean goesOn) throws InterruptedException {
    loop.close();
    if (goesOn) {
      manager.restarting(RESTART_LIMIT);
    } else {
      manager.stopping();
    }
  }
}
