package io.wugan.agent.runtime;

import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWork;
import io.wugan.core.session.Decision;
import io.wugan.core.session.TimeDesk;
import io.wugan.core.time.ClockAnchor;
import io.wugan.core.time.ClockWatch;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the clock every ten seconds, on its own thread {@code clock}. Writes anchors to the
 * ledger when they are due, and then puts right the sessions of this boot that were stamped before
 * the clock was known: at once, and again a minute later for passages that were still on their way
 * into the ledger. What the ledger does not take is tried again at the next look.
 */
final class ClockKeeper {

  private static final Logger log = LoggerFactory.getLogger(ClockKeeper.class);
  private static final long PERIOD_SECONDS = 10;
  private static final long COMMIT_LIMIT_SECONDS = 30;
  private static final long STRAGGLERS_MILLIS = 60_000;

  private final Ledger ledger;
  private final LotClock clock;
  private final ChangeWriter writer;
  private final TimeDesk desk = new TimeDesk();
  private final ClockWatch watch = new ClockWatch();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "clock");
            thread.setDaemon(true);
            return thread;
          });

  /** What is to be put right, from when on the monotonic clock, and whether again after that. */
  private record Pending(ClockAnchor anchor, long fromMillis, boolean again) {}

  private @Nullable Pending pending;

  /**
   * @param ledger where anchors and corrections are captured
   * @param ids ids of records
   * @param clock the clock to look at
   */
  ClockKeeper(Ledger ledger, Supplier<UUID> ids, LotClock clock) {
    this.ledger = ledger;
    this.clock = clock;
    this.writer = new ChangeWriter(ids);
  }

  /** Begins to look, once. */
  @SuppressWarnings("FutureReturnValueIgnored") // a look reports its own failures
  void start() {
    executor.scheduleWithFixedDelay(this::lookQuietly, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void lookQuietly() {
    try {
      look();
    } catch (ExecutionException | TimeoutException | LedgerException failed) {
      log.warn("clock not written down, next try in {} s", PERIOD_SECONDS, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException unexpected) { // would end the looks without a word
      log.error("clock not looked at, next try in {} s", PERIOD_SECONDS, unexpected);
    }
  }

  /** One look at the clock; blocks until what follows from it is captured. */
  void look() throws ExecutionException, InterruptedException, TimeoutException {
    LotTime now = clock.now();
    Optional<ClockAnchor> due = watch.due(now);
    if (due.isPresent()) {
      anchor(due.get());
    }
    Pending open = pending;
    if (open != null && hasCome(open, now)) {
      redate(open.anchor());
      pending =
          open.again()
              ? new Pending(open.anchor(), now.monoMillis() + STRAGGLERS_MILLIS, false)
              : null;
    }
  }

  private static boolean hasCome(Pending open, LotTime now) {
    return now.bootId().equals(open.anchor().at().bootId())
        && now.monoMillis() >= open.fromMillis();
  }

  private void anchor(ClockAnchor anchor)
      throws ExecutionException, InterruptedException, TimeoutException {
    commit(
        book ->
            writer.write(Optional.empty(), new Decision.ClockAnchored(anchor), book, anchor.at()));
    watch.captured(anchor);
    pending = new Pending(anchor, anchor.at().monoMillis(), true);
    if (anchor.reason() != ClockAnchor.Reason.HOURLY) {
      log.info(
          "clock {}: {}, moved by {} ms",
          anchor.reason(),
          anchor.at().utc(),
          anchor.movedMillis().isPresent() ? anchor.movedMillis().getAsLong() : "?");
    }
  }

  private void redate(ClockAnchor anchor)
      throws ExecutionException, InterruptedException, TimeoutException {
    int redated = 0;
    Optional<UUID> resume = Optional.empty();
    do {
      Decision.Redated step = redate(anchor, resume);
      redated += step.redated().size();
      resume = step.resume();
    } while (resume.isPresent()); // each step goes further back, to the beginning of the boot
    if (redated > 0) {
      log.info("{} sessions from before the clock was known have their right times now", redated);
    }
  }

  private Decision.Redated redate(ClockAnchor anchor, Optional<UUID> resume)
      throws ExecutionException, InterruptedException, TimeoutException {
    Commit commit =
        commit(
            book ->
                writer.write(
                    Optional.empty(), desk.decide(anchor, resume, book), book, clock.now()));
    return (Decision.Redated) commit.change().decision();
  }

  private Commit commit(LedgerWork work)
      throws ExecutionException, InterruptedException, TimeoutException {
    return ledger.submit(work).get(COMMIT_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends the thread; waits for at most five seconds. */
  void close() throws InterruptedException {
    executor.shutdownNow();
    if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("the clock's thread did not end within 5 s");
    }
  }
}
