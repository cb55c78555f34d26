package io.wugan.lab.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.lab.billing.BackendReport;
import io.wugan.lab.billing.BackendSettings;
import io.wugan.lab.billing.BillingBackend;
import io.wugan.lab.billing.EdgeId;
import io.wugan.lab.billing.Stay;
import io.wugan.lab.broker.Broker;
import io.wugan.sync.uplink.MqttSettings;
import io.wugan.sync.uplink.PahoTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * A board, its broker, the road, the cloud's broker and the reference back end, all in this process
 * and all real; whatever lies between two of them can be taken away. The brokers outlive it, so
 * each lot has a name of its own. Used by one thread.
 */
final class DeliveryLot implements AutoCloseable {
  private static final AtomicInteger LOTS = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration STARTS_AT = Duration.ofHours(7);

  private final Path edgeData;
  private final Path cloudData;
  private final EdgeId edge;
  private final Broker boardsBroker;
  private final Broker cloudsBroker;
  private final GatedLine line;
  private final CloudRoad road;
  private final Duration resendAfter;
  private final Duration askAfter;
  private final List<Stay> bills = new CopyOnWriteArrayList<>();
  private final List<EdgeLedger> atKills = new ArrayList<>();
  private BillingBackend backend;
  private ScriptedBoard board;
  private int boot = 1;

  /**
   * @param boards the board's broker; made to run
   * @param clouds the cloud's broker
   * @param resendAfter an unacknowledged record is sent again after so long, in real time
   * @param askAfter the back end asks for what it misses after so long
   */
  DeliveryLot(Path folder, Broker boards, Broker clouds, Duration resendAfter, Duration askAfter)
      throws IOException, MqttException, InterruptedException {
    this.edge = new EdgeId(AgentConfig.SITE, "e" + LOTS.incrementAndGet());
    this.boardsBroker = boards;
    this.cloudsBroker = clouds;
    boards.start();
    this.edgeData = Files.createDirectories(folder.resolve("edge"));
    this.cloudData = folder.resolve("cloud");
    this.resendAfter = resendAfter;
    this.askAfter = askAfter;
    this.line = new GatedLine(new PahoTransport(settings()), true);
    this.road = new CloudRoad(edge, boardsBroker.url(), cloudsBroker.url());
    this.backend = startBackend();
    this.board = startBoard(STARTS_AT);
  }

  private MqttSettings settings() {
    return new MqttSettings(
        boardsBroker.url().toString(),
        edge.site() + "-" + edge.edge(),
        Optional.empty(),
        Optional.empty(),
        AgentConfig.ROOT);
  }

  private BillingBackend startBackend() {
    BackendSettings settings =
        BackendSettings.of(cloudsBroker.url(), cloudData)
            .withRoot(AgentConfig.ROOT)
            .withClientId("billing-" + edge.edge())
            .withReorderWindow(askAfter);
    BillingBackend started = BillingBackend.start(settings, bills::add);
    road.awaitCloud();
    return started;
  }

  private ScriptedBoard startBoard(Duration at) throws IOException, InterruptedException {
    ScriptedBoard.Line toCloud = new ScriptedBoard.Line(line, resendAfter);
    return new ScriptedBoard(edge, edgeData, at, boot++, Optional.of(toCloud));
  }

  ScriptedBoard board() {
    return board;
  }

  CloudRoad road() {
    return road;
  }

  /** The board's own line to its broker, or the broker, is gone. */
  void lineDown() {
    line.set(false);
    boardsBroker.stop();
  }

  void lineUp() throws MqttException {
    boardsBroker.start();
    road.mend();
    line.set(true);
  }

  /** The back end is gone; the cloud's broker keeps what comes for it. */
  void cloudDown() {
    backend.close();
  }

  void cloudUp() {
    backend = startBackend();
  }

  /** The board dies while it writes an exit, and starts again seven minutes later. */
  void dieWriting(String step, String plate, Duration at) throws IOException, InterruptedException {
    board.close();
    KilledExit.writeAndDie(edge, edgeData, step, plate, ScriptedBoard.MIDNIGHT.plus(at));
    EdgeLedger.find(edgeData).ifPresent(atKills::add);
    board = startBoard(at.plusMinutes(7));
  }

  /** Waits until the cloud has acknowledged everything and has told everybody. */
  void settle() {
    await("everything to be acknowledged")
        .atMost(PATIENCE)
        .until(() -> board.ledger().outbox().counts().pending() == 0);
    await("the bills to be told")
        .atMost(PATIENCE)
        .until(() -> backend.listStays().size() == bills.size());
  }

  /** Records that the back end has stored. */
  long recordsInCloud() {
    return backend.report().streams().stream()
        .filter(stream -> stream.edge().equals(edge))
        .mapToLong(BackendReport.Stream::events)
        .sum();
  }

  DeliveryTelling told() {
    String epoch = board.ledger().epoch().toString();
    return new DeliveryTelling(edge, edgeData, cloudData, epoch, road);
  }

  /** Nothing is lost, nothing is there twice, nothing is billed twice: the kill proof's rules. */
  void assertBothLedgersAgree() {
    EdgeLedger here = EdgeLedger.find(edgeData).orElseThrow();
    CloudLedger there = CloudLedger.read(cloudData, edge, here.epoch());
    List<String> sessions = bills.stream().map(Stay::session).toList();
    assertThat(Comparison.faults(here, atKills, there, sessions)).isEmpty();
  }

  @Override
  public void close() throws MqttException, InterruptedException {
    try {
      board.close();
    } finally {
      backend.close();
      road.close();
    }
  }
}
