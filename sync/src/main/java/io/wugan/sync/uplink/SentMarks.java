package io.wugan.sync.uplink;

import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.ledger.Outbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes down which records a broker took; one such piece of work at a time is enough. Confined to
 * the uplink's thread.
 */
final class SentMarks {

  private final Outbox outbox;
  private final FailureLog failures;
  private final List<Long> waiting = new ArrayList<>();
  private @Nullable CompletableFuture<Integer> last;

  SentMarks(Outbox outbox, FailureLog failures) {
    this.outbox = outbox;
    this.failures = failures;
  }

  /** To be written down. */
  void add(Collection<Long> seqs) {
    waiting.addAll(seqs);
  }

  /** Goes on; does not wait. */
  void step() {
    CompletableFuture<Integer> pending = last;
    if (pending != null) {
      if (!pending.isDone()) {
        return;
      }
      last = null;
      if (pending.isCompletedExceptionally()) {
        // Only the count of tries is lost; the records are sent again in any case.
        failures.failed("the ledger did not write it");
      } else {
        failures.succeeded();
      }
    }
    if (!waiting.isEmpty()) {
      try {
        last = outbox.markSent(waiting);
        waiting.clear();
      } catch (LedgerException full) {
        failures.failed(String.valueOf(full.getMessage()));
      }
    }
  }
}
