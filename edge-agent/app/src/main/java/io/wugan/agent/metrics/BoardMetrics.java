package io.wugan.agent.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wugan.agent.lane.LaneMeter;
import io.wugan.core.health.HealthFault;
import io.wugan.sync.contract.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Every figure of the board, by the names that docs/monitoring.md tells. What has to be looked up
 * in the ledger is looked up when it is asked for, at most every five seconds. Thread-safe.
 */
public final class BoardMetrics implements AutoCloseable {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Duration[] PICTURE_TIMES = {
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500)
  };
  private static final Duration[] RECORD_TIMES = {
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };
  private static final double MILLION = 1 << 20;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MetricsBoard board;
  private final MultiGauge faults;
  private final MultiGauge supply;
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final LogbackMetrics messages = new LogbackMetrics();
  private MetricsSample sample; // guarded by this
  private long takenNanos; // guarded by this

  /**
   * @param board where figures come from
   */
  public BoardMetrics(MetricsBoard board) {
    this.board = board;
    this.sample = MetricsSample.of(board);
    this.takenNanos = System.nanoTime();
    this.faults =
        MultiGauge.builder("wugan.health.fault")
            .description("What is wrong now: 1 for each kind and place")
            .register(registry);
    this.supply =
        MultiGauge.builder("wugan.supply.fault")
            .description("What the firmware says of the power supply now")
            .register(registry);
    bindProgram();
    bindRecords();
    bindBoard();
    board.lanes().forEach(this::bindLane);
  }

  private void bindProgram() {
    Gauge.builder("wugan.build.info", () -> 1)
        .description("Which program runs")
        .tags(
            "version",
            board.version(),
            "java",
            Runtime.version().toString(),
            "release",
            System.getProperty("wugan.release", "none"))
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    messages.bindTo(registry);
  }

  private void bindRecords() {
    gauge("wugan.records.last", "Number of the newest record", each -> each.counts().lastSeq());
    gauge(
        "wugan.records.pending",
        "Records the cloud has not acknowledged",
        each -> each.counts().pending());
    gauge("wugan.records.set.apart", "Records the cloud refused", each -> each.counts().setApart());
    gauge(
        "wugan.records.oldest.pending.seconds",
        "Age of the oldest of them",
        MetricsSample::oldestSeconds);
    gauge(
        "wugan.uplink.connected",
        "1 while the broker is in reach",
        each -> each.uplink().connected() ? 1 : 0);
    counter(
        "wugan.uplink.connections",
        "Connections since the start",
        each -> each.uplink().connections());
    counter(
        "wugan.uplink.events.sent",
        "Records sent since the start",
        each -> each.uplink().sentEvents());
    counter(
        "wugan.uplink.events.resent",
        "Records sent once more",
        each -> each.uplink().resentEvents());
    gauge(
        "wugan.certificate.expires.timestamp.seconds",
        "When the board's certificate ends, seconds since 1970; NaN without one",
        MetricsSample::certificateSeconds);
  }

  private void bindBoard() {
    gauge(
        "wugan.vehicles.inside",
        "Vehicles inside, by the count of passages",
        each -> each.lot().inside());
    gauge("wugan.stays.open", "Stays without an exit", each -> each.lot().open());
    gauge("wugan.reviews.open", "What waits for a person", each -> each.lot().reviews());
    gauge(
        "wugan.disk.free.bytes",
        "Room for the ledger",
        each -> each.machine().diskFreeMb() * MILLION);
    gauge("wugan.evidence.bytes", "Pictures kept", each -> each.machine().evidenceMb() * MILLION);
    gauge(
        "wugan.evidence.quota.bytes",
        "Room pictures may take",
        each -> each.machine().evidenceQuotaMb() * MILLION);
    gauge(
        "wugan.memory.resident.bytes",
        "Of this process; NaN where it is not told",
        MetricsSample::residentBytes);
    gauge(
        "wugan.temperature.celsius",
        "Of the processor; NaN where it is not told",
        MetricsSample::celsius);
    gauge("wugan.clock.synced", "1 while the clock is disciplined", MetricsSample::synced);
  }

  private void bindLane(String id, LaneMeter meter) {
    Tags lane = Tags.of("lane", id);
    counter("wugan.frames", "Pictures looked at", lane, meter, each -> each.read().frames());
    counter("wugan.passages", "Vehicles that passed", lane, meter, each -> each.read().passages());
    counter(
        "wugan.passages.noplate",
        "Those without a plate",
        lane,
        meter,
        each -> each.read().noPlate());
    Gauge.builder(
            "wugan.frame.age.seconds",
            meter,
            each -> each.read().frameAgeMillis().stream().average().orElse(Double.NaN) / 1000)
        .description("Since the newest picture; NaN before the first")
        .tags(lane)
        .register(registry);
    Timer pictures =
        Timer.builder("wugan.picture")
            .description("Looking at one picture")
            .tags(lane)
            .serviceLevelObjectives(PICTURE_TIMES)
            .register(registry);
    Timer records =
        Timer.builder("wugan.record.delay")
            .description("From a vehicle's crossing to its record in the ledger")
            .tags(lane)
            .serviceLevelObjectives(RECORD_TIMES)
            .register(registry);
    meter.listen(
        nanos -> pictures.record(nanos, TimeUnit.NANOSECONDS),
        nanos -> records.record(nanos, TimeUnit.NANOSECONDS));
  }

  private static void counter(
      PrometheusMeterRegistry to,
      String name,
      String about,
      Tags tags,
      LaneMeter meter,
      ToDoubleFunction<LaneMeter> value) {
    FunctionCounter.builder(name, meter, value).description(about).tags(tags).register(to);
  }

  private void counter(
      String name, String about, Tags tags, LaneMeter meter, ToDoubleFunction<LaneMeter> value) {
    counter(registry, name, about, tags, meter, value);
  }

  private void counter(String name, String about, ToDoubleFunction<MetricsSample> value) {
    FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.known()))
        .description(about)
        .register(registry);
  }

  private void gauge(String name, String about, ToDoubleFunction<MetricsSample> value) {
    Gauge.builder(name, this, self -> value.applyAsDouble(self.known()))
        .description(about)
        .register(registry);
  }

  private synchronized MetricsSample known() {
    return sample;
  }

  /**
   * Everything, in the text format of Prometheus 0.0.4.
   *
   * @throws io.wugan.core.ledger.LedgerException if the ledger cannot be read
   */
  public synchronized String scrape() {
    long now = System.nanoTime();
    if (now - takenNanos > FRESH_NANOS) {
      sample = MetricsSample.of(board);
      takenNanos = now;
    }
    faults.register(rows(board.health().faults()), true);
    supply.register(
        sample.machine().power().stream()
            .flatMap(power -> power.now().stream())
            .map(Heartbeat.PowerFault::name)
            .map(kind -> MultiGauge.Row.of(Tags.of("kind", kind), 1))
            .toList(),
        true);
    return registry.scrape();
  }

  private static List<MultiGauge.Row<?>> rows(List<HealthFault> wrong) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (HealthFault fault : wrong) {
      rows.add(
          MultiGauge.Row.of(
              Tags.of(
                  "kind",
                  fault.kind().name(),
                  "lane",
                  fault.place().laneId(),
                  "device",
                  fault.place().device().orElse("")),
              1));
    }
    return rows;
  }

  @Override
  public void close() {
    board.lanes().values().forEach(meter -> meter.listen(nanos -> {}, nanos -> {}));
    collections.close();
    messages.close();
    registry.close();
  }
}
