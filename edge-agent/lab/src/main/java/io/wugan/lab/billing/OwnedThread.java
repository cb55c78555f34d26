package io.wugan.lab.billing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One named thread with one loop, asked to stop by a latch. Thread-safe. */
final class OwnedThread {
  private static final Logger LOG = LoggerFactory.getLogger(OwnedThread.class);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final ExecutorService executor;
  private final String name;

  OwnedThread(String name) {
    this.name = name;
    this.executor =
        Executors.newSingleThreadExecutor(
            loop -> {
              Thread thread = new Thread(loop, name);
              thread.setDaemon(true);
              thread.setUncaughtExceptionHandler(
                  (dead, fault) -> LOG.error("thread {} died", dead.getName(), fault));
              return thread;
            });
  }

  /** Begins the loop; once. */
  void start(Runnable loop) {
    executor.execute(loop);
  }

  boolean isStopping() {
    return stop.getCount() == 0;
  }

  /** Waits, on this thread; true when it is to stop. */
  boolean pause(long millis) {
    try {
      return stop.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Asks the loop to end and waits for it; interrupts it after {@code deadline}. Idempotent. */
  void stop(Duration deadline) {
    stop.countDown();
    executor.shutdown();
    try {
      if (!executor.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("thread {} did not end within {}", name, deadline);
        executor.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
