package io.wugan.core.ledger;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the ledger, never without a limit. Stateless. */
public final class LedgerWait {

  /** For who has no limit of their own: longer than a card takes for any commit. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private LedgerWait() {}

  /**
   * What the ledger answers within {@link #LIMIT}.
   *
   * @throws LedgerException if it did not write, or not in time
   */
  public static <T> T on(CompletableFuture<T> work) throws InterruptedException {
    return on(work, LIMIT);
  }

  /**
   * What the ledger answers.
   *
   * @throws LedgerException if it did not write, or not in time
   */
  public static <T> T on(CompletableFuture<T> work, Duration limit) throws InterruptedException {
    try {
      return work.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new LedgerException(
          failed.getCause() instanceof LedgerException told
              ? String.valueOf(told.getMessage())
              : "the ledger failed: " + failed.getCause(),
          failed);
    } catch (TimeoutException late) {
      throw new LedgerException(
          "the ledger did not write within " + limit.toMillis() / 1000 + " s", late);
    }
  }
}
