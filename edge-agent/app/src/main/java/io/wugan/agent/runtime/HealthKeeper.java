package io.wugan.agent.runtime;

import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.time.LotClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what changes in the board's health book, on its own thread {@code health}. */
final class HealthKeeper {

  private static final Logger log = LoggerFactory.getLogger(HealthKeeper.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final HealthBook book;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "health");

  HealthKeeper(HealthEvents events, LotClock clock) {
    this.book = new HealthBook(events, clock);
    thread.setDaemon(true);
  }

  /** Where parts say how they stand. */
  HealthBook book() {
    return book;
  }

  /** Begins; to be called once. */
  void start() {
    thread.start();
  }

  private void run() {
    try {
      boolean stopped = false;
      while (!stopped) {
        boolean told = !book.awaitNews(LOOK) || tell();
        stopped = stopping.await(told ? 0 : AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean tell() {
    try {
      return book.tell();
    } catch (RuntimeException fault) { // top of an owned thread
      log.error("alarms were not told; they are told again", fault);
      return false;
    }
  }

  /** What is not told by now is told after the next start, if it is still so. */
  void close() throws InterruptedException {
    stopping.countDown();
    thread.join(STOP_LIMIT.toMillis());
    if (thread.isAlive()) {
      log.warn("telling alarms did not end within {}", STOP_LIMIT);
    }
  }
}
