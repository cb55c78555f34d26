package io.wugan.agent.runtime;

import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.session.Decision;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells alarms in the log, and to the cloud as records. Thread-safe. */
public final class HealthRecorder implements HealthEvents {

  private static final Logger log = LoggerFactory.getLogger(HealthRecorder.class);
  private static final Duration LIMIT = Duration.ofSeconds(20); // behind 10 s for the queue

  private final Ledger ledger;
  private final ChangeWriter writer;

  /**
   * @param ledger where they are captured
   * @param ids ids of records
   */
  public HealthRecorder(Ledger ledger, Supplier<UUID> ids) {
    this.ledger = ledger;
    this.writer = new ChangeWriter(ids);
  }

  @Override
  public boolean tell(HealthAlarm alarm) {
    if (alarm.raised()) {
      log.error("lane {}: alarm {}", alarm.laneId(), alarm.kind());
    } else {
      log.info("lane {}: alarm {} is over", alarm.laneId(), alarm.kind());
    }
    Decision told = new Decision.HealthChanged(alarm);
    try {
      LedgerWait.on(
          ledger.submit(book -> writer.write(Optional.empty(), told, book, alarm.at())), LIMIT);
      return true;
    } catch (LedgerException failed) {
      log.warn("lane {}: alarm {} is not captured yet", alarm.laneId(), alarm.kind(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
