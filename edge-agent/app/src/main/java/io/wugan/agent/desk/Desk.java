package io.wugan.agent.desk;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.session.Correction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the inbox twice a second, on its own thread {@code desk}, and applies what waits. */
public final class Desk {

  private static final Logger log = LoggerFactory.getLogger(Desk.class);
  private static final long PERIOD_MILLIS = 500;
  private static final int LOOKS_A_MINUTE = 120;

  private final CorrectionInbox inbox;
  private final CorrectionService service;
  private int failures; // of looks in a row; belongs to the thread
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "desk");
            thread.setDaemon(true);
            return thread;
          });

  public Desk(CorrectionInbox inbox, CorrectionService service) {
    this.inbox = inbox;
    this.service = service;
  }

  /** Begins; to be called once. */
  @SuppressWarnings("FutureReturnValueIgnored") // a look reports its own failures
  public void start() {
    executor.scheduleWithFixedDelay(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      applyWaiting();
      failures = 0;
    } catch (IOException | LedgerException failed) {
      if (failures++ % LOOKS_A_MINUTE == 0) {
        log.warn("corrections wait: {}", failed.getMessage());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) { // top of an owned thread: the next look must come
      log.error("a correction failed", fault);
    }
  }

  /**
   * Applies what waits in the inbox, the oldest first. One that cannot be applied now holds up no
   * other.
   *
   * @throws LedgerException if one could not be applied, the ledger does not write, say; it waits
   *     on
   */
  public void applyWaiting() throws IOException, InterruptedException {
    inbox.forgetUnread();
    Optional<LedgerException> failure = Optional.empty();
    for (Path order : inbox.waiting()) {
      Correction correction;
      try {
        correction = inbox.read(order);
      } catch (IllegalArgumentException noCorrection) {
        log.error("{} is no correction and is put aside: {}", order, noCorrection.getMessage());
        inbox.setAside(order);
        continue;
      }
      try {
        inbox.answer(order, answer(correction));
      } catch (LedgerException notNow) {
        failure = Optional.of(notNow);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private Answer answer(Correction correction) throws InterruptedException {
    Answer answer = service.apply(correction);
    log.info(
        "correction {} by {}: {}{}",
        correction.id(),
        correction.by(),
        answer.applied() ? "" : "refused, ",
        answer.text());
    return answer;
  }

  /** Ends the thread; waits for at most five seconds. */
  public void close() throws InterruptedException {
    executor.shutdownNow();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("the desk did not end within 5 s");
    }
  }
}
