package io.wugan.agent.runtime;

import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotClock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Closes sessions that have been open for too long. Thread-safe. */
final class OverdueStays {

  private final Ledger ledger;
  private final SessionKeeper keeper;
  private final ChangeWriter writer;
  private final LotClock clock;

  OverdueStays(Ledger ledger, SessionKeeper keeper, Supplier<UUID> ids, LotClock clock) {
    this.ledger = ledger;
    this.keeper = keeper;
    this.writer = new ChangeWriter(ids);
    this.clock = clock;
  }

  /**
   * Closes some; the future completes when that is captured.
   *
   * @throws LedgerException if the ledger's queue stays full or it is closed
   */
  CompletableFuture<Commit> close() {
    return ledger.submit(
        book ->
            writer.write(
                Optional.empty(), keeper.closeOverdue(clock.now(), book), book, clock.now()));
  }
}
