package io.wugan.core.ledger;

import java.util.concurrent.CompletableFuture;

/**
 * The book of record on the board. One writer thread; many pieces of work may share one commit.
 * Thread-safe.
 */
public interface Ledger extends AutoCloseable {

  /**
   * Hands work to the writer. The future completes when the work is captured, on the ledger's
   * thread: whoever hangs more on it must not block there. It completes exceptionally with {@link
   * LedgerException} if nothing of it was written.
   *
   * <p>Records are never dropped: when the queue is full the caller waits, for at most the ledger's
   * limit.
   *
   * @throws LedgerException if the queue stayed full for the limit, or the ledger is closed
   */
  CompletableFuture<Commit> submit(LedgerWork work);

  /**
   * Writes what was handed over, then closes. Idempotent; blocks for at most the ledger's limit.
   */
  @Override
  void close();
}
