package io.wugan.agent.runtime;

import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.ledger.SqliteLedger;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A time that is no earlier than what the board knows to be past: its newest record. A board
 * without a battery boots years back; by that date every certificate is not good yet, and without a
 * connection it might never learn the right one.
 */
final class TimeFloor {

  private static final Logger log = LoggerFactory.getLogger(TimeFloor.class);

  private TimeFloor() {}

  /** The clock of the machine, or the newest record at the start of the agent, if that is later. */
  static Supplier<Instant> of(SqliteLedger ledger) {
    Instant floor = newest(ledger);
    return () -> {
      Instant now = Instant.now();
      return now.isBefore(floor) ? floor : now;
    };
  }

  private static Instant newest(SqliteLedger ledger) {
    try {
      return ledger.outbox().newestTime().orElse(Instant.EPOCH);
    } catch (LedgerException unreadable) {
      log.warn("the newest record does not tell its time: {}", unreadable.getMessage());
      return Instant.EPOCH;
    }
  }
}
