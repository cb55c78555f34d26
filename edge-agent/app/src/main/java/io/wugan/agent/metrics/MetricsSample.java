package io.wugan.agent.metrics;

import io.wugan.core.time.LotTime;
import io.wugan.sync.contract.Heartbeat;
import io.wugan.sync.ledger.Outbox;
import io.wugan.sync.ledger.OutboxCounts;
import io.wugan.sync.uplink.UplinkStats;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is looked up once for all figures of an answer.
 *
 * @param counts of records
 * @param oldestPending when the oldest record that is not acknowledged was captured
 * @param lot stays
 * @param machine the board
 * @param uplink the way to the cloud
 * @param now the board's time
 */
record MetricsSample(
    OutboxCounts counts,
    Optional<Instant> oldestPending,
    Heartbeat.Lot lot,
    Heartbeat.Machine machine,
    UplinkStats uplink,
    LotTime now) {

  static MetricsSample of(MetricsBoard board) {
    Outbox outbox = board.ledger().outbox();
    return new MetricsSample(
        outbox.counts(),
        outbox.oldestPending(),
        board.lot().get(),
        board.machine().get(),
        board.uplink().get(),
        board.clock().now());
  }

  double oldestSeconds() {
    return oldestPending
        .map(since -> Math.max(0, Duration.between(since, now.utc()).toMillis() / 1000.0))
        .orElse(0.0);
  }

  double certificateSeconds() {
    return uplink.certificateExpires().map(at -> (double) at.getEpochSecond()).orElse(Double.NaN);
  }

  double residentBytes() {
    return machine.rssMb().isPresent() ? machine.rssMb().getAsLong() * 1048576.0 : Double.NaN;
  }

  double celsius() {
    return machine.temperatureC().orElse(Double.NaN);
  }

  double synced() {
    return now.isDisciplined() ? 1 : 0;
  }
}
