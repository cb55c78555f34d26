package io.wugan.agent.telemetry;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.lane.LaneMeter;
import io.wugan.core.health.HealthBook;
import io.wugan.core.time.LotClock;
import io.wugan.sync.contract.Heartbeat;
import io.wugan.sync.ledger.Outbox;
import io.wugan.sync.ledger.OutboxCounts;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.MqttVersion;
import io.wugan.sync.uplink.TlsFiles;
import io.wugan.sync.uplink.UplinkStats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Puts heartbeats together. Confined to the thread {@code telemetry}. */
public final class HeartbeatSource {

  private static final double NANOS = 1e9;

  /**
   * What does not change while the agent runs.
   *
   * @param version of the agent
   * @param config what it is configured by
   * @param data folder of the ledger
   * @param evidenceQuotaBytes room that pictures may take
   * @param tls files of the way to the cloud
   */
  public record Board(
      String version,
      AgentConfig.Source config,
      Path data,
      long evidenceQuotaBytes,
      TlsFiles tls) {}

  private final Board board;
  private final SqliteLedger ledger;
  private final Supplier<UplinkStats> uplink;
  private final LongSupplier refusedCommands;
  private final Map<String, LaneMeter> lanes;
  private final HealthBook health;
  private final LotClock clock;
  private final BoardFigures figures;
  private final BoardWatch watch;
  private final CertificateWatch certificate;
  private final Map<String, LaneMeter.Reading> before = new LinkedHashMap<>();
  private final long startedNanos = System.nanoTime();
  private long beforeNanos = startedNanos;

  /**
   * @param board what stays as it is
   * @param ledger of the board
   * @param uplink the uplink at a glance
   * @param refusedCommands messages that nobody trusted had signed
   * @param lanes by id
   * @param health what is wrong
   * @param clock when it is said
   */
  public HeartbeatSource(
      Board board,
      SqliteLedger ledger,
      Supplier<UplinkStats> uplink,
      LongSupplier refusedCommands,
      Map<String, LaneMeter> lanes,
      HealthBook health,
      LotClock clock) {
    this.board = board;
    this.ledger = ledger;
    this.uplink = uplink;
    this.refusedCommands = refusedCommands;
    this.lanes = new LinkedHashMap<>(lanes);
    this.health = health;
    this.clock = clock;
    this.figures = new BoardFigures(ledger, board.data(), board.evidenceQuotaBytes());
    this.watch = new BoardWatch(health, figures.probe(), new StorageWear(), lanes.size());
    this.certificate = new CertificateWatch(health, board.tls());
  }

  /** Looks what is wrong with the board itself. */
  void look() {
    long now = System.nanoTime();
    watch.look(figures.written().lastDayMb(figures.probe().writtenBytes(), now), now);
    certificate.look(clock.now().utc());
  }

  /** How the board is now; figures of lanes are since the last call. */
  Heartbeat next() {
    return new Heartbeat(
        clock.now(),
        board.version(),
        (long) ((System.nanoTime() - startedNanos) / NANOS),
        new Heartbeat.Config(
            board.config().version(),
            board.config().hash(),
            uplink.get().certificateExpires(),
            uplink.get().version().map(MqttVersion::text)),
        records(),
        figures.lot(),
        lanes(),
        figures.machine(),
        health.faults());
  }

  private Heartbeat.Records records() {
    Outbox outbox = ledger.outbox();
    OutboxCounts counts = outbox.counts();
    UplinkStats sent = uplink.get();
    return new Heartbeat.Records(
        outbox.epoch().toString(),
        counts.lastSeq(),
        counts.ackedSeq(),
        counts.pending(),
        counts.setApart(),
        outbox.oldestPending(),
        sent.resentEvents(),
        sent.connections(),
        refusedCommands.getAsLong());
  }

  private List<Heartbeat.LaneState> lanes() {
    long now = System.nanoTime();
    double seconds = Math.max(1e-3, (now - beforeNanos) / NANOS);
    beforeNanos = now;
    List<Heartbeat.LaneState> states = new ArrayList<>();
    lanes.forEach(
        (id, meter) -> {
          LaneMeter.Reading reading = meter.read();
          LaneMeter.Reading last = before.put(id, reading);
          states.add(
              state(
                  id,
                  reading,
                  last == null ? new LaneMeter().read() : last,
                  meter.takeFigures(),
                  seconds));
        });
    return states;
  }

  private static Heartbeat.LaneState state(
      String id,
      LaneMeter.Reading now,
      LaneMeter.Reading last,
      LaneMeter.Figures figures,
      double seconds) {
    return new Heartbeat.LaneState(
        id,
        (now.frames() - last.frames()) / seconds,
        now.frameAgeMillis(),
        figures.pictureMillis(),
        figures.plateWidthPx(),
        now.passages() - last.passages(),
        now.noPlate() - last.noPlate());
  }
}
