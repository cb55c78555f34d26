package io.wugan.agent.desk;

import io.wugan.core.ledger.LedgerException;
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
  private final CorrectionService corrections;
  private final ListService lists;
  private final ResendService resends;
  private int failures; // of looks in a row; belongs to the thread
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "desk");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param inbox where orders wait
   * @param corrections applies corrections
   * @param lists takes lists of plates
   * @param resends has records sent once more
   */
  public Desk(
      CorrectionInbox inbox,
      CorrectionService corrections,
      ListService lists,
      ResendService resends) {
    this.inbox = inbox;
    this.corrections = corrections;
    this.lists = lists;
    this.resends = resends;
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
        log.warn("orders wait: {}", failed.getMessage());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) { // top of an owned thread: the next look must come
      log.error("an order failed", fault);
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
      DeskOrder asked;
      try {
        asked = inbox.read(order);
      } catch (IllegalArgumentException noOrder) {
        log.error("{} is no order and is put aside: {}", order, noOrder.getMessage());
        inbox.setAside(order);
        continue;
      }
      try {
        inbox.answer(order, answer(asked));
      } catch (LedgerException notNow) {
        failure = Optional.of(notNow);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private Answer answer(DeskOrder order) throws InterruptedException {
    Answer answer = apply(order);
    log.info(
        "{} {}: {}{}",
        order.described(),
        order.id(),
        answer.applied() ? "" : "refused, ",
        answer.text());
    return answer;
  }

  private Answer apply(DeskOrder order) throws InterruptedException {
    if (order instanceof DeskOrder.Replace replace) {
      return lists.apply(replace);
    }
    if (order instanceof DeskOrder.Resend resend) {
      return resends.apply(resend);
    }
    return corrections.apply(((DeskOrder.Correct) order).correction());
  }

  /** Ends the thread; waits for at most five seconds. */
  public void close() throws InterruptedException {
    executor.shutdownNow();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("the desk did not end within 5 s");
    }
  }
}
