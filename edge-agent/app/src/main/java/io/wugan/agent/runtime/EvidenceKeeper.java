package io.wugan.agent.runtime;

import io.wugan.agent.desk.EvidenceDesk;
import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.evidence.EvidenceSweeper;
import io.wugan.sync.evidence.SweepReport;
import io.wugan.sync.ledger.GoneReason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps the pictures every minute and does what is ordered about them twice a second, on its own
 * thread {@code evidence}. Orders are also looked for between two steps of a sweep, so a hold waits
 * for no more than a step.
 */
final class EvidenceKeeper {

  private static final Logger log = LoggerFactory.getLogger(EvidenceKeeper.class);
  private static final long PERIOD_MILLIS = 500;
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final int LOG_EVERY = 20;
  private static final long CLOSE_SECONDS = 10;

  private final EvidenceSweeper sweeper;
  private final EvidenceDesk desk;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "evidence");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closing;

  // These belong to the thread.
  private long nextSweepNanos = System.nanoTime();
  private int failures;
  private boolean over;
  private boolean undated;

  EvidenceKeeper(EvidenceSweeper sweeper, EvidenceDesk desk) {
    this.sweeper = sweeper;
    this.desk = desk;
  }

  /** Begins, once. */
  @SuppressWarnings("FutureReturnValueIgnored") // a look reports its own failures
  void start() {
    executor.scheduleWithFixedDelay(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      desk.applyWaiting();
      if (System.nanoTime() - nextSweepNanos >= 0) {
        // Set first: what fails is tried again after the same pause.
        nextSweepNanos = System.nanoTime() + BETWEEN_SWEEPS.toNanos();
        SweepReport report = sweeper.sweep(EvidenceSweeper.Extent.ONE_FOLDER, this::between);
        tell(report);
        if (!report.finished()) {
          nextSweepNanos = System.nanoTime();
        }
      }
      if (failures > 0) {
        log.info("pictures are looked after again, after {} failures", failures);
        failures = 0;
      }
    } catch (IOException | LedgerException failed) {
      if (failures++ % LOG_EVERY == 0) {
        log.warn("pictures not looked after, next try soon: {}", failed.getMessage());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) { // top of an owned thread: the next look must come
      log.error("looking after the pictures failed", fault);
    }
  }

  /** Between two steps of a sweep: holds have their turn. */
  private boolean between() {
    if (closing) {
      return false;
    }
    try {
      desk.applyHolds();
      return true;
    } catch (IOException | LedgerException failed) {
      log.warn("an order about pictures waits: {}", failed.getMessage());
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tell(SweepReport report) {
    if (report.gone(GoneReason.QUOTA) + report.gone(GoneReason.SPACE) > 0 || report.adopted() > 0) {
      log.info("pictures: {}", EvidenceDesk.told(report));
    } else if (report.gone(GoneReason.RETENTION) > 0) {
      log.info("{} pictures deleted by their date", report.gone(GoneReason.RETENTION));
    }
    if (report.overBytes() > 0 && !over) {
      log.error(
          "{} MB of room are wanted, and only held pictures are left: release some (wugan evidence"
              + " list), give them more room, or look what else fills the disk",
          (report.overBytes() >> 20) + 1);
    }
    over = report.overBytes() > 0;
    if (!report.dated() && !undated) {
      log.warn("the clock is not known: no picture is deleted by its date until it is");
    }
    undated = !report.dated();
  }

  /** Ends the thread after the step it is at; waits for at most {@value #CLOSE_SECONDS} seconds. */
  void close() throws InterruptedException {
    closing = true;
    executor.shutdown();
    if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      executor.shutdownNow();
      log.warn("the pictures' thread did not end within {} s", CLOSE_SECONDS);
    }
  }
}
