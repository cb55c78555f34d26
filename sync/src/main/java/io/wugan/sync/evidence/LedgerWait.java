package io.wugan.sync.evidence;

import io.wugan.core.ledger.LedgerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the ledger, for at most {@value #LIMIT_SECONDS} seconds. Stateless. */
public final class LedgerWait {

  private static final long LIMIT_SECONDS = 30;

  private LedgerWait() {}

  /**
   * What the ledger answers.
   *
   * @throws LedgerException if it did not write, or not in time
   */
  public static <T> T on(CompletableFuture<T> work) throws InterruptedException {
    try {
      return work.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new LedgerException(
          failed.getCause() instanceof LedgerException told
              ? String.valueOf(told.getMessage())
              : "the ledger failed: " + failed.getCause(),
          failed);
    } catch (TimeoutException late) {
      throw new LedgerException("the ledger did not write within " + LIMIT_SECONDS + " s", late);
    }
  }
}
