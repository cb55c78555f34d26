package io.wugan.agent.runtime;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes sessions that have been open for too long, every ten minutes, on its own thread {@code
 * sweep}.
 */
final class Sweeper {

  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final long PERIOD_MINUTES = 10;

  private final OverdueStays overdue;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sweep");
            thread.setDaemon(true);
            return thread;
          });

  @SuppressWarnings("FutureReturnValueIgnored") // a sweep reports its own failures
  Sweeper(OverdueStays overdue) {
    this.overdue = overdue;
    executor.scheduleWithFixedDelay(this::sweep, 0, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  private void sweep() {
    try {
      int closed = LedgerWait.on(overdue.close()).change().decision().changedSessions().size();
      if (closed > 0) {
        log.info("{} sessions closed: open for longer than any stay is believed", closed);
      }
    } catch (LedgerException failed) {
      log.warn("overdue sessions not closed, next try in {} minutes", PERIOD_MINUTES, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread; waits for at most five seconds. */
  void close() throws InterruptedException {
    executor.shutdownNow();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("the sweep did not end within 5 s");
    }
  }
}
