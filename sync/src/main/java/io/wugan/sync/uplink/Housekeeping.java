package io.wugan.sync.uplink;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.sync.ledger.Outbox;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what the cloud acknowledged long ago, a little at a time so that no vehicle waits behind
 * it, and only while a time server has set the clock. Confined to the uplink's thread; never
 * blocks.
 */
final class Housekeeping {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final int CHUNK = 500;
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Duration UNKNOWN_CLOCK_PAUSE = Duration.ofMinutes(1);

  private final Outbox outbox;
  private final LotClock clock;
  private final LongSupplier nanos;
  private final Duration retention;
  private final FailureLog purging = new FailureLog(log, "deleting acknowledged records");
  private @Nullable CompletableFuture<Integer> pending;
  private long nextNanos;

  Housekeeping(Outbox outbox, LotClock clock, LongSupplier nanos, Duration retention) {
    this.outbox = outbox;
    this.clock = clock;
    this.nanos = nanos;
    this.retention = retention;
    this.nextNanos = nanos.getAsLong();
  }

  void step() {
    CompletableFuture<Integer> last = pending;
    if (last != null) {
      if (!last.isDone()) {
        return;
      }
      pending = null;
      boolean more = false;
      if (last.isCompletedExceptionally()) {
        purging.failed("the ledger did not write it");
      } else {
        purging.succeeded();
        more = last.join() == CHUNK;
      }
      nextNanos = nanos.getAsLong() + (more ? 0 : PAUSE.toNanos());
    }
    if (nanos.getAsLong() - nextNanos < 0) {
      return;
    }
    LotTime now = clock.now();
    if (now.isDisciplined()) {
      try {
        pending = outbox.purgeAcked(now.utc().minus(retention), CHUNK);
      } catch (LedgerException busy) {
        purging.failed(String.valueOf(busy.getMessage()));
        nextNanos = nanos.getAsLong() + PAUSE.toNanos();
      }
    } else {
      // A clock that is years ahead would delete what the cloud may still ask for.
      nextNanos = nanos.getAsLong() + UNKNOWN_CLOCK_PAUSE.toNanos();
    }
  }
}
