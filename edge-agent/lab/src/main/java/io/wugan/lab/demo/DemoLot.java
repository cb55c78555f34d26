package io.wugan.lab.demo;

import io.wugan.agent.config.AgentConfig.MqttConfig;
import io.wugan.agent.replay.Replay;
import io.wugan.agent.replay.Replay.ReplaySettings;
import io.wugan.agent.replay.ReplayInput;
import io.wugan.agent.replay.ReplayListener;
import io.wugan.agent.runtime.CloseStack;
import io.wugan.agent.runtime.DataFolder;
import io.wugan.agent.runtime.UplinkWiring;
import io.wugan.core.device.DeviceException;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingBackend;
import io.wugan.lab.billing.Stay;
import io.wugan.recognition.RecognizerSettings;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.uplink.CloudListener;
import io.wugan.sync.uplink.MqttVersion;
import io.wugan.sync.uplink.TlsFiles;
import io.wugan.sync.uplink.Uplink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A lot of two lanes with its ledger and uplink, and the back end that bills it. Used by one
 * thread; bills come in on the back end's.
 */
final class DemoLot implements AutoCloseable {

  private static final Duration BETWEEN_ENTRY_AND_EXIT = Duration.ofMinutes(47);
  private static final Duration ACKNOWLEDGE_LIMIT = Duration.ofSeconds(60);
  private static final String SITE = "demo";

  private final CloseStack closing = new CloseStack();
  private final List<Stay> bills = new CopyOnWriteArrayList<>();
  private final Instant start;
  private final DemoLines lines;
  private final SqliteLedger ledger;
  private final Replay replay;

  private DemoLot(Path folder, URI broker, Instant start, double speed, DemoLines lines)
      throws IOException {
    this.start = start;
    this.lines = lines;
    // A new edge for each demo: a broker that is shared may remember an older one.
    String edge = "laptop-" + UUID.randomUUID().toString().substring(0, 8);
    BillingBackend backend =
        BillingBackend.start(
            BackendSettings.of(broker, folder.resolve("backend"))
                .withClientId("wugan-demo-billing-" + edge),
            this::billed);
    closing.push(backend::close);
    VirtualLotClock clock = new VirtualLotClock(start, "demo");
    TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
    DataFolder data = DataFolder.open(folder.resolve("edge"));
    this.ledger = SqliteLedger.open(data.ledger(), new EventCodec(SITE, edge), ids);
    closing.push(ledger::close);
    Uplink uplink = UplinkWiring.start(SITE, edge, mqtt(broker), ledger, clock, CloudListener.NONE);
    closing.push(uplink::close);
    this.replay =
        new Replay(
            clock,
            ledger,
            new FileEvidenceStore(data.evidence()),
            ids,
            new ReplaySettings(
                RecognizerSettings.defaults().forVideo(),
                TrackerSettings.DEFAULT,
                MatchSettings.DEFAULT,
                Duration.ofDays(30),
                speed));
  }

  static DemoLot open(Path folder, URI broker, Instant start, double speed, DemoLines lines)
      throws IOException {
    return new DemoLot(folder, broker, start, speed, lines);
  }

  private static MqttConfig mqtt(URI broker) {
    return new MqttConfig(
        broker.toString(),
        MqttVersion.V3_1_1,
        "wugan",
        true,
        Optional.empty(),
        TlsFiles.NONE,
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(5),
        Duration.ofMillis(200),
        Duration.ofSeconds(5));
  }

  private void billed(Stay stay) {
    bills.add(stay);
    lines.bill(stay);
  }

  /** Plays one video through the entry lane, and another, or the same, through the exit lane. */
  void drive(Path entry, Path exit) throws DeviceException, InterruptedException {
    lines.heading(start);
    ReplayListener tell = (commit, delay) -> lines.passage(commit);
    replay.play(
        List.of(new ReplayInput(Lane.of("entry", LaneRole.ENTRY), entry, Duration.ZERO)), tell);
    replay.play(
        List.of(new ReplayInput(Lane.of("exit", LaneRole.EXIT), exit, BETWEEN_ENTRY_AND_EXIT)),
        tell);
  }

  Instant exitStart() {
    return start.plus(BETWEEN_ENTRY_AND_EXIT);
  }

  /** Waits until the back end has acknowledged every record; false if it takes too long. */
  boolean awaitAcknowledged() throws InterruptedException {
    long deadline = System.nanoTime() + ACKNOWLEDGE_LIMIT.toNanos();
    while (ledger.outbox().counts().pending() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    long open = ledger.outbox().counts().pending();
    lines.acknowledged(ledger.outbox().counts().lastSeq(), open);
    return open == 0;
  }

  List<Stay> bills() {
    return List.copyOf(bills);
  }

  @Override
  public void close() {
    closing.closeAll();
  }
}
