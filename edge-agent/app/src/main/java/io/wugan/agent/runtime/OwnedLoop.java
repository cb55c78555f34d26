package io.wugan.agent.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again, on a thread of its own, until it is closed. A turn that fails is
 * logged, and the next comes all the same.
 */
final class OwnedLoop {

  private static final Logger log = LoggerFactory.getLogger(OwnedLoop.class);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

  /** What is done. */
  @FunctionalInterface
  interface Turn {
    /**
     * Once.
     *
     * @return how long to wait before the next; not negative
     */
    Duration take() throws InterruptedException;
  }

  private final Turn turn;
  private final Runnable atEnd;
  private final Duration stopLimit;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param name of the thread
   * @param stopLimit how long its end may take
   * @param turn what is done
   * @param atEnd done last, on the same thread
   */
  OwnedLoop(String name, Duration stopLimit, Turn turn, Runnable atEnd) {
    this.turn = turn;
    this.atEnd = atEnd;
    this.stopLimit = stopLimit;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  OwnedLoop(String name, Duration stopLimit, Turn turn) {
    this(name, stopLimit, turn, () -> {});
  }

  /** Begins; to be called once. */
  void start() {
    thread.start();
  }

  private void run() {
    try {
      boolean stopped = false;
      while (!stopped) {
        stopped = stopping.await(turn().toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      atEnd.run();
    }
  }

  private Duration turn() throws InterruptedException {
    try {
      return turn.take();
    } catch (RuntimeException fault) { // top of an owned thread
      log.error("{}: a turn failed; the next comes in {}", thread.getName(), AFTER_A_FAULT, fault);
      return AFTER_A_FAULT;
    }
  }

  /** Ends after the turn that is taken; waits for no longer than the limit. */
  void close() throws InterruptedException {
    stopping.countDown();
    thread.join(stopLimit.toMillis());
    if (thread.isAlive()) {
      log.warn("{} did not end within {}", thread.getName(), stopLimit);
    }
  }
}
