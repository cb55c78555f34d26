package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.time.ClockQuality;
import io.wugan.core.time.LotTime;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acknowledged records go after their days, and by a clock that is known. */
class HousekeepingTest {

  private static final Instant LATER = Samples.START.plus(Duration.ofDays(3650));

  @TempDir Path directory;
  private ClockQuality quality = ClockQuality.UNKNOWN;
  private long nanos;

  private LotTime now() {
    return new LotTime(LATER, 1, "boot", quality, OptionalInt.empty());
  }

  @Test
  void clockThatNobodyHasSet_deletesNothing_andAMinuteAfterItIsSetTheyGo() {
    Samples samples = new Samples(8);
    try (SqliteLedger ledger = samples.open(directory)) {
      samples.fill(ledger, 0, 20, 0);
      CloudAck ack = new CloudAck(ledger.epoch().toString(), 20, List.of(), List.of(), List.of());
      ledger.outbox().apply(ack, Samples.START).join();
      Housekeeping housekeeping =
          new Housekeeping(ledger.outbox(), this::now, () -> nanos, Duration.ofDays(7));
      housekeeping.step();
      settle(ledger);
      assertThat(ledger.outbox().listIds(1, 100)).hasSize(20);

      quality = ClockQuality.SYNCED;
      housekeeping.step();
      settle(ledger);
      assertThat(ledger.outbox().listIds(1, 100)).as("looked at once a minute").hasSize(20);
      nanos += Duration.ofMinutes(1).toNanos();
      housekeeping.step();
      settle(ledger);

      assertThat(ledger.outbox().listIds(1, 100)).isEmpty();
    }
  }

  /** Work is done in its order: what was handed in before is done. */
  private static void settle(SqliteLedger ledger) {
    ledger.outbox().markSent(List.of()).join();
  }
}
