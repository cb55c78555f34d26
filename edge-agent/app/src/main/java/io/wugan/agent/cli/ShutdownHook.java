package io.wugan.agent.cli;

import io.wugan.agent.runtime.Agent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets SIGTERM and Ctrl-C stop the agent that runs, and holds the process until it has stopped. */
final class ShutdownHook {

  private static final long LIMIT_SECONDS = 60;

  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Agent running;
  private boolean stopping;

  private ShutdownHook() {}

  static ShutdownHook install() {
    ShutdownHook hook = new ShutdownHook();
    Runtime.getRuntime().addShutdownHook(new Thread(hook::stop, "shutdown"));
    return hook;
  }

  /** This agent runs now; it is stopped at once if it comes too late. */
  synchronized void watch(Agent agent) {
    running = agent;
    if (stopping) {
      agent.requestStop();
    }
  }

  /** Whether the process is asked to end. */
  synchronized boolean stopping() {
    return stopping;
  }

  private void stop() {
    synchronized (this) {
      stopping = true;
      Agent agent = running;
      if (agent != null) {
        agent.requestStop();
      }
    }
    await();
  }

  private void await() {
    try {
      if (!closed.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("wugan: not stopped in order within " + LIMIT_SECONDS + " s");
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is closed: the process may end. */
  void closed() {
    closed.countDown();
  }
}
