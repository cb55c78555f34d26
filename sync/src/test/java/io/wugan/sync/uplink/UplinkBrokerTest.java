package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.ledger.NumberedId;
import io.wugan.sync.ledger.OutboxState;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.FakeCloud;
import io.wugan.sync.testing.Samples;
import io.wugan.sync.testing.TestBroker;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkBrokerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final Samples samples = new Samples(4);
  private SqliteLedger ledger;
  private TestBroker broker;
  private FakeCloud cloud;
  private PahoTransport transport;
  private Uplink uplink;

  @BeforeEach
  void open() throws Exception {
    ledger = samples.open(directory.resolve("ledger"));
    broker = TestBroker.start(Files.createDirectory(directory.resolve("broker")));
    cloud = new FakeCloud(broker.url());
    transport =
        new PahoTransport(
            new MqttSettings(broker.url(), "edge-1", Optional.empty(), Optional.empty(), "pk1"));
  }

  @AfterEach
  void close() throws Exception {
    if (uplink != null) {
      uplink.close();
    }
    ledger.close();
    cloud.close();
    broker.close();
    await().atMost(PATIENCE).until(() -> transport.clientThreads() == 0);
  }

  private void start() {
    UplinkTimings timings =
        UplinkTimings.defaults()
            .withReconnect(Duration.ofMillis(50), Duration.ofMillis(500))
            .withAck(Duration.ofMillis(700), Duration.ofSeconds(2));
    UplinkSettings settings =
        UplinkSettings.of(Samples.SITE, Samples.EDGE, "0.1").withTimings(timings);
    uplink = Uplink.start(ledger, transport, settings, Samples.clockAt(0));
  }

  private void awaitDelivered() {
    await().atMost(PATIENCE).until(() -> ledger.outbox().counts().pending() == 0);
  }

  @Test
  void backlogAndFreshRecords_areDelivered_onTheirTopics() {
    samples.fill(ledger, 0, 120, -100_000);
    start();
    samples.fill(ledger, 200, 5, 0);
    awaitDelivered();

    assertThat(cloud.upto()).isEqualTo(125);
    assertThat(cloud.epoch()).isEqualTo(ledger.epoch().toString());
    assertThat(cloud.topics()).contains("up/st", "up/bkl", "up/evt");
    assertThat(cloud.differing()).isZero();
    await().atMost(PATIENCE).until(() -> uplink.stats().ackedEvents() == 125);
    assertThat(uplink.stats().lastAck()).isPresent();
  }

  @Test
  void record_capturedWhileConnected_goesAtOnce() {
    start();
    await().atMost(PATIENCE).until(() -> uplink.stats().connected());

    samples.fill(ledger, 0, 1, 0);

    await().atMost(PATIENCE).until(() -> cloud.upto() == 1);
    assertThat(cloud.topics()).contains("up/evt").doesNotContain("up/bkl");
  }

  @Test
  void sideMessage_isToldOnAConnection_andRefusedWithoutOne() throws Exception {
    start();
    await().atMost(PATIENCE).until(() -> uplink.stats().connected());
    AtomicInteger taken = new AtomicInteger();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                uplink.tell(
                    new Publication("up/res", new byte[] {'[', ']'}, false),
                    taken::incrementAndGet));
    assertThat(
            uplink.tell(
                Publication.fleeting("up/hb", new byte[] {'[', ']'}, Duration.ofMinutes(3))))
        .isTrue();

    await().atMost(PATIENCE).until(() -> cloud.topics().contains("up/hb"));
    await().atMost(PATIENCE).until(() -> taken.get() == 1);
    assertThat(cloud.topics()).contains("up/res");

    broker.stop();
    await().atMost(PATIENCE).until(() -> !uplink.stats().connected());
    assertThat(
            uplink.tell(
                Publication.fleeting("up/hb", new byte[] {'[', ']'}, Duration.ofMinutes(3))))
        .isFalse();
    broker.restart();
  }

  @Test
  void command_reachesItsListener_afterASubscription() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    uplink =
        Uplink.start(
            ledger,
            transport,
            UplinkSettings.of(Samples.SITE, Samples.EDGE, "0.1"),
            Samples.clockAt(0),
            new CloudListener() {
              @Override
              public List<String> channels() {
                return List.of("dn/cmd");
              }

              @Override
              public void connected() {
                heard.add("connected");
              }

              @Override
              public void received(String channel, byte[] payload) {
                heard.add(channel + " " + new String(payload, StandardCharsets.UTF_8));
              }
            });
    assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("connected");

    cloud.publish("dn/cmd", "do it");

    assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("dn/cmd do it");
  }

  @Test
  void reopenedRecord_isSentOnceMore() throws Exception {
    samples.fill(ledger, 0, 5, 0);
    start();
    awaitDelivered();
    int before = cloud.repeated();

    assertThat(LedgerWait.on(ledger.outbox().reopen(2, 3))).isEqualTo(2);
    uplink.reopened(2);

    await().atMost(PATIENCE).until(() -> cloud.repeated() == before + 2);
    awaitDelivered();
  }

  @Test
  void salvagedLedger_isToldAtBirth_andItsRecordsComeUnderTheSameIds() throws Exception {
    samples.fill(ledger, 0, 12, 0);
    String old = ledger.epoch().toString();
    List<String> ids =
        ledger.outbox().listIds(1, 12).stream().map(NumberedId::eventId).sorted().toList();
    ledger.close();
    Path file = directory.resolve("ledger").resolve("ledger.db");
    try (FileChannel damage = FileChannel.open(file, StandardOpenOption.WRITE)) {
      damage.write(ByteBuffer.wrap(new byte[16]), 0);
    }

    ledger = samples.open(directory.resolve("ledger"));
    start();
    awaitDelivered();

    assertThat(cloud.statuses().get(0))
        .contains("\"closes\":{\"epoch\":\"" + old + "\",\"lastSeq\":\"12\"");
    assertThat(ledger.epoch()).hasToString(cloud.epoch()).isNotEqualTo(UUID.fromString(old));
    assertThat(ledger.outbox().listIds(1, 99)).extracting(NumberedId::eventId).containsAll(ids);
  }

  @Test
  void status_tellsOfBirth_andOfLeaving() {
    samples.fill(ledger, 0, 3, 0);
    start();
    await().atMost(PATIENCE).until(() -> !cloud.statuses().isEmpty());
    uplink.close();
    await().atMost(PATIENCE).until(() -> cloud.statuses().size() == 2);

    assertThat(cloud.statuses().get(0))
        .startsWith("{\"online\":true,\"birth\":\"")
        .contains("\"epoch\":\"" + ledger.epoch() + "\"")
        .contains("\"lastSeq\":\"3\"", "\"ackedSeq\":\"0\"", "\"version\":\"0.1\"");
    assertThat(cloud.statuses().get(1)).startsWith("{\"online\":false,\"birth\":\"");
    assertThat(cloud.statuses().get(1).substring(16, 60))
        .isEqualTo(cloud.statuses().get(0).substring(15, 59));
  }

  @Test
  void brokerStoppedAndStartedAgain_losesNothing() throws Exception {
    samples.fill(ledger, 0, 10, 0);
    start();
    awaitDelivered();
    cloud.close();
    broker.stop();
    samples.fill(ledger, 10, 10, 0);
    await().atMost(PATIENCE).until(() -> !uplink.stats().connected());

    broker.restart();
    cloud = new FakeCloud(broker.url());
    // A new cloud knows nothing of the first ten: it asks for them.
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              cloud.say("{\"epoch\":\"" + ledger.epoch() + "\",\"missing\":[[1,10]]}");
              return cloud.upto() == 20;
            });
    awaitDelivered();

    assertThat(cloud.differing()).isZero();
  }

  @Test
  void ackLost_recordsAreSentAgain_byteForByte() {
    cloud.setAcknowledging(false);
    samples.fill(ledger, 0, 5, 0);
    start();
    await().atMost(PATIENCE).until(() -> cloud.repeated() >= 5);
    assertThat(ledger.outbox().counts().pending()).isEqualTo(5);

    cloud.setAcknowledging(true);
    awaitDelivered();

    assertThat(cloud.size()).isEqualTo(5);
    assertThat(cloud.differing()).isZero();
    assertThat(uplink.stats().resentEvents()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void unusableAcks_changeNothing() {
    cloud.setAcknowledging(false);
    samples.fill(ledger, 0, 5, 0);
    start();
    await().atMost(PATIENCE).until(() -> cloud.upto() == 5);

    cloud.say("{\"epoch\":\"018f0000-0000-7000-8000-000000000000\",\"upto\":5}");
    cloud.say("{\"epoch\":\"" + ledger.epoch() + "\",\"upto\":6}");
    cloud.say("{\"epoch\":\"" + ledger.epoch() + "\",\"upto\":");
    cloud.say("[]");
    cloud.say(" ".repeat(70_000));
    await().atMost(PATIENCE).until(() -> uplink.stats().refusedAcks() == 5);
    assertThat(ledger.outbox().counts().pending()).isEqualTo(5);

    cloud.say("{\"epoch\":\"" + ledger.epoch() + "\",\"also\":[5,2]}");
    cloud.say("{\"epoch\":\"" + ledger.epoch() + "\",\"upto\":\"4\"}");
    cloud.say("{\"epoch\":\"" + ledger.epoch() + "\",\"upto\":1}");
    awaitDelivered();
    assertThat(uplink.stats().ackedEvents()).isEqualTo(5);
  }

  @Test
  void refusedRecord_isSetApart_andTheRestFlows() {
    cloud.setAcknowledging(false);
    samples.fill(ledger, 0, 3, 0);
    start();
    await().atMost(PATIENCE).until(() -> cloud.upto() == 3);

    cloud.say(
        "{\"epoch\":\"%s\",\"also\":[1,3],\"nack\":[{\"seq\":2,\"code\":\"INVALID\",\"msg\":\"x\"}]}"
            .formatted(ledger.epoch()));
    awaitDelivered();
    cloud.setAcknowledging(true);
    samples.fill(ledger, 10, 2, 0);
    awaitDelivered();

    assertThat(ledger.outbox().list(2, 1).get(0).state()).isEqualTo(OutboxState.APART);
    assertThat(uplink.stats().setApart()).isEqualTo(1);
  }

  @Test
  void recordForLater_isSentAgain() {
    cloud.setAcknowledging(false);
    samples.fill(ledger, 0, 2, 0);
    start();
    await().atMost(PATIENCE).until(() -> cloud.upto() == 2);

    cloud.say(
        "{\"epoch\":\"%s\",\"also\":[1],\"nack\":[{\"seq\":2,\"code\":\"RETRY\"}]}"
            .formatted(ledger.epoch()));
    await().atMost(PATIENCE).until(() -> ledger.outbox().counts().pending() == 1);
    int before = cloud.repeated();
    await().atMost(PATIENCE).until(() -> cloud.repeated() > before);
    cloud.acknowledge();
    awaitDelivered();
  }

  @Test
  void brokerThatTakesOnlySmallMessages_getsSmallOnes() throws Exception {
    cloud.close();
    broker.close();
    broker = TestBroker.startWithLimit(Files.createDirectory(directory.resolve("small")), 5 * 1024);
    cloud = new FakeCloud(broker.url());
    transport =
        new PahoTransport(
            new MqttSettings(broker.url(), "edge-2", Optional.empty(), Optional.empty(), "pk1"));
    samples.fill(ledger, 0, 40, 0);
    start();

    awaitDelivered();
    assertThat(cloud.upto()).isEqualTo(40);
  }

  @Test
  void clientThrownOut_comesBack() {
    start();
    await().atMost(PATIENCE).until(() -> uplink.stats().connected());

    broker.disconnect("edge-1");
    samples.fill(ledger, 0, 3, 0);
    await().atMost(PATIENCE).until(() -> uplink.stats().connections() == 2);
    awaitDelivered();

    assertThat(uplink.stats().lastFailure()).isPresent();
  }
}
