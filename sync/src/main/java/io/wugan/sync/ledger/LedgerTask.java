package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work on its way through the writer: run in its savepoint, then completed once the
 * group is committed. Confined to the ledger's thread, except for the future.
 */
final class LedgerTask<T> {

  private final SqlWork<T> work;
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private @Nullable T result;
  private @Nullable LedgerException failure;

  LedgerTask(SqlWork<T> work) {
    this.work = work;
  }

  CompletableFuture<T> future() {
    return future;
  }

  /** Runs the work; what it throws means that nothing of it may stay written. */
  void run(LedgerDatabase database) throws SQLException {
    result = work.run(database);
  }

  /** The work failed by itself; the rest of the group goes on. */
  void refuse(LedgerException reason) {
    failure = reason;
  }

  /** The group is tried once more. */
  void again() {
    failure = null;
  }

  boolean refused() {
    return failure != null;
  }

  /** The group is committed. */
  void complete() {
    if (failure == null) {
      future.complete(result);
    } else {
      future.completeExceptionally(failure);
    }
  }

  /** Nothing of the group was written. */
  void fail(LedgerException reason) {
    future.completeExceptionally(failure == null ? reason : failure);
  }
}
