package io.wugan.agent.cli;

import io.wugan.agent.runtime.Agent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the end of the process (SIGTERM, Ctrl-C) into an orderly stop: the virtual machine halts
 * when its hooks return, so the hook waits, within limits, until the agent is closed.
 */
final class ShutdownHook {

  private static final long LIMIT_SECONDS = 40;

  private final CountDownLatch closed = new CountDownLatch(1);

  private ShutdownHook() {}

  static ShutdownHook install(Agent agent) {
    ShutdownHook hook = new ShutdownHook();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  agent.requestStop();
                  hook.await();
                },
                "shutdown"));
    return hook;
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

  /** The agent is closed: the process may end. */
  void closed() {
    closed.countDown();
  }
}
