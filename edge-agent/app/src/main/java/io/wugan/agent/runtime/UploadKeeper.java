package io.wugan.agent.runtime;

import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.evidence.EvidenceUploads;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes pictures to the cloud, once a second, on its own thread {@code upload}. */
final class UploadKeeper {

  private static final Logger log = LoggerFactory.getLogger(UploadKeeper.class);
  private static final long PERIOD_MILLIS = 1000;
  private static final int LOG_EVERY = 20;
  private static final long CLOSE_SECONDS = 5;

  private final EvidenceUploads uploads;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "upload");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closing;
  private int failures; // belongs to the thread

  UploadKeeper(EvidenceUploads uploads) {
    this.uploads = uploads;
  }

  /** Begins, once. */
  @SuppressWarnings("FutureReturnValueIgnored") // a look reports its own failures
  void start() {
    executor.scheduleWithFixedDelay(
        this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      uploads.step(() -> !closing);
      failures = 0;
    } catch (LedgerException failed) {
      if (failures++ % LOG_EVERY == 0) {
        log.warn("no picture is uploaded, next try soon: {}", failed.getMessage());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) { // top of an owned thread: the next look must come
      log.error("uploading pictures failed", fault);
    }
  }

  /**
   * Ends the thread; what it is uploading is cut off and goes on at the next start. Waits for at
   * most {@value #CLOSE_SECONDS} seconds.
   */
  void close() throws InterruptedException {
    closing = true;
    executor.shutdownNow();
    if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      log.warn("the thread that uploads pictures did not end within {} s", CLOSE_SECONDS);
    }
  }
}
