package io.wugan.agent.runtime;

import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.health.HealthKind;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.time.LotClock;
import io.wugan.sync.ledger.EarlierEpoch;
import io.wugan.sync.ledger.SqliteLedger;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the cloud, once, that the ledger was damaged and what was saved. Stateless. */
final class SalvageNews {

  private static final Logger log = LoggerFactory.getLogger(SalvageNews.class);

  private SalvageNews() {}

  /**
   * Tells it if nobody has been told. Power lost in between, it is told twice rather than never.
   */
  static void tell(SqliteLedger ledger, HealthEvents health, LotClock clock) {
    Optional<EarlierEpoch> news = ledger.findEarlierEpoch().filter(earlier -> !earlier.told());
    if (news.isEmpty()) {
      return;
    }
    HealthAlarm alarm =
        new HealthAlarm(
            HealthKind.LEDGER_SALVAGED,
            HealthAlarm.BOARD,
            true,
            clock.now(),
            Optional.of(news.get().why()));
    if (!health.tell(alarm)) {
      return;
    }
    try {
      LedgerWait.on(ledger.markTold(news.get()));
    } catch (LedgerException failed) {
      log.warn("the salvage is told again at the next start: {}", failed.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
