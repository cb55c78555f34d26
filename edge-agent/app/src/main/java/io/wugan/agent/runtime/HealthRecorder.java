package io.wugan.agent.runtime;

import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.session.Decision;
import io.wugan.core.time.LotClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells alarms in the log, and to the cloud as records; remembers over a restart which are raised.
 * Thread-safe.
 */
public final class HealthRecorder implements HealthEvents {

  private static final Logger log = LoggerFactory.getLogger(HealthRecorder.class);
  private static final Duration LIMIT = Duration.ofSeconds(20); // behind 10 s for the queue

  private final Ledger ledger;
  private final ChangeWriter writer;
  private final RaisedAlarms raised;

  /**
   * @param ledger where they are captured
   * @param ids ids of records
   * @param file remembers which are raised; made where there is none
   */
  public HealthRecorder(Ledger ledger, Supplier<UUID> ids, Path file) {
    this.ledger = ledger;
    this.writer = new ChangeWriter(ids);
    this.raised = RaisedAlarms.open(file);
  }

  @Override
  public boolean mayBeRaised(HealthKind kind, HealthPlace place) {
    return raised.contains(kind, place);
  }

  /**
   * Tells those to be over that nobody looks after any more, such as of a lane that was taken away.
   *
   * @param lookedAfter whether somebody will tell the end of this kind for this place
   */
  void clearUnless(BiPredicate<HealthKind, HealthPlace> lookedAfter, LotClock clock) {
    for (RaisedAlarms.Alarm alarm : raised.list()) {
      if (!lookedAfter.test(alarm.kind(), alarm.place())) {
        tell(new HealthAlarm(alarm.kind(), alarm.place(), false, clock.now(), Optional.empty()));
      }
    }
  }

  @Override
  public boolean tell(HealthAlarm alarm) {
    if (alarm.raised()) {
      raised.raise(alarm);
      log.error(
          "{}: alarm {}{}",
          alarm.place(),
          alarm.kind(),
          alarm.detail().map(more -> ", " + more).orElse(""));
    } else {
      log.info("{}: alarm {} is over", alarm.place(), alarm.kind());
    }
    Decision told = new Decision.HealthChanged(alarm);
    try {
      LedgerWait.on(
          ledger.submit(book -> writer.write(Optional.empty(), told, book, alarm.at())), LIMIT);
      if (!alarm.raised()) {
        raised.clear(alarm);
      }
      return true;
    } catch (LedgerException failed) {
      log.warn("{}: alarm {} is not captured yet", alarm.place(), alarm.kind(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
