package io.wugan.agent.runtime;

import io.wugan.core.lot.PassageForwarder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands waiting passages to the board that keeps the lot, for as long as this board runs, on its
 * own thread {@code handover}.
 */
final class HandoverRunner {

  private static final Logger log = LoggerFactory.getLogger(HandoverRunner.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final PassageForwarder forwarder;
  private final Runnable between;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "handover");

  HandoverRunner(PassageForwarder forwarder) {
    this(forwarder, () -> {});
  }

  /**
   * @param between done between two handovers, on the same thread; several times a second while
   *     nothing waits
   */
  HandoverRunner(PassageForwarder forwarder, Runnable between) {
    this.forwarder = forwarder;
    this.between = between;
    thread.setDaemon(true);
  }

  /** Begins; to be called once. */
  void start() {
    thread.start();
  }

  private void run() {
    try {
      boolean stopped = false;
      while (!stopped) {
        stopped = stopping.await(step().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration step() {
    try {
      between.run();
      return forwarder.step();
    } catch (RuntimeException fault) { // top of an owned thread
      log.error("passages were not handed to the keeper; they wait", fault);
      return PassageForwarder.LONGEST_WAIT;
    }
  }

  /** Ends after the handover in flight; what still waits is handed over after the next start. */
  void close() throws InterruptedException {
    stopping.countDown();
    thread.join(STOP_LIMIT.toMillis());
    if (thread.isAlive()) {
      log.warn("a handover did not end within {}", STOP_LIMIT);
    }
  }
}
