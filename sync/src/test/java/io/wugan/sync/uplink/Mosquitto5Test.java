package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.FakeCloud;
import io.wugan.sync.testing.Samples;
import io.wugan.sync.testing.TestMosquitto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MQTT 5 against a real Mosquitto: the transport, and the whole uplink. */
class Mosquitto5Test {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String ANYBODY = "allow_anonymous true";

  @TempDir Path folder;
  private final HeardMessages heard = new HeardMessages();
  private TestMosquitto broker;

  @BeforeEach
  void mosquitto() {
    assumeThat(TestMosquitto.isInstalled()).as("mosquitto is installed").isTrue();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (broker != null) {
      broker.close();
    }
  }

  private Paho5Transport transport(String clientId) {
    return transport(clientId, Optional.empty(), Optional.empty());
  }

  private Paho5Transport transport(
      String clientId, Optional<String> user, Optional<Secret> password) {
    MqttSettings settings = new MqttSettings(broker.url(), clientId, user, password, "pk1");
    return new Paho5Transport(settings, new BrokerSockets(settings, Instant::now));
  }

  private static MqttOpening listening(String topic) {
    return new MqttOpening(List.of(topic), Optional.empty());
  }

  private static Publication say(String topic, String text, boolean retained) {
    return new Publication(topic, text.getBytes(StandardCharsets.UTF_8), retained);
  }

  private void awaitHeard(String beginning) {
    await()
        .atMost(PATIENCE)
        .until(() -> heard.lines().stream().anyMatch(line -> line.startsWith(beginning)));
  }

  @Test
  void messages_areTaken_keptAndReceived() throws Exception {
    broker = TestMosquitto.start(folder.resolve("b"), ANYBODY);
    MqttConnection sender = transport("sender").connect(listening("a/b"), heard, LIMIT);
    sender.publish(say("s/e/up/st", "kept", true), 1);
    awaitHeard("published 1");

    MqttConnection receiver = transport("later").connect(listening("s/e/up/st"), heard, LIMIT);
    awaitHeard("s/e/up/st kept");
    sender.publish(say("s/e/up/st", "fresh", false), 2);
    awaitHeard("s/e/up/st fresh");
    awaitHeard("published 2");

    assertThat(broker.log()).contains("p5, c1, k20");
    sender.leave(LIMIT);
    receiver.leave(LIMIT);
  }

  @Test
  void will_isSaid_ofAConnectionThatEndsWithoutAWord_only() throws Exception {
    broker = TestMosquitto.start(folder.resolve("b"), ANYBODY);
    MqttConnection ears = transport("ears").connect(listening("s/e/up/st"), heard, LIMIT);
    Optional<Publication> will = Optional.of(say("s/e/up/st", "gone", true));
    transport("one")
        .connect(new MqttOpening(List.of(), will), new HeardMessages(), LIMIT)
        .leave(LIMIT);
    Optional<Publication> other = Optional.of(say("s/e/up/st", "dropped", true));
    transport("two").connect(new MqttOpening(List.of(), other), new HeardMessages(), LIMIT).drop();

    awaitHeard("s/e/up/st dropped");
    assertThat(heard.lines()).doesNotContain("s/e/up/st gone");
    ears.leave(LIMIT);
  }

  /** Mosquitto 2.0.11 closes without a DISCONNECT; one that gives the reason is scripted. */
  @Test
  void sessionTakenOver_endsTheFirstConnection_andNotTheSecond() throws Exception {
    broker = TestMosquitto.start(folder.resolve("b"), ANYBODY);
    HeardMessages later = new HeardMessages();
    MqttConnection first = transport("same").connect(listening("x"), heard, LIMIT);
    MqttConnection second = transport("same").connect(listening("x"), later, LIMIT);
    awaitHeard("lost");
    first.drop();

    second.publish(say("x", "still here", false), 1);
    await().atMost(PATIENCE).until(() -> later.lines().contains("x still here"));
    assertThat(later.lines()).noneMatch(line -> line.startsWith("lost"));
    second.leave(LIMIT);
  }

  @Test
  void wrongPassword_isRefused() throws Exception {
    Path users = folder.resolve("users");
    Process made =
        new ProcessBuilder("mosquitto_passwd", "-b", "-c", users.toString(), "edge", "open sesame")
            .start();
    assertThat(made.waitFor()).isZero();
    broker = TestMosquitto.start(folder.resolve("b"), "password_file " + users);
    Optional<String> user = Optional.of("edge");

    assertThatThrownBy(
            () ->
                transport("e", user, Optional.of(Secret.of("guess")))
                    .connect(listening("x"), heard, LIMIT))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("does not authorise this client (0x87)")
        .hasMessageNotContaining("guess");
    transport("e", user, Optional.of(Secret.of("open sesame")))
        .connect(listening("x"), heard, LIMIT)
        .leave(LIMIT);
  }

  @Test
  void subscriptionAndMessagesThatTheAccessListForbids_areToldOf() throws Exception {
    Path list = Files.writeString(folder.resolve("acl"), "topic readwrite pk1/open\n");
    broker = TestMosquitto.start(folder.resolve("b"), ANYBODY, "acl_file " + list);
    MqttConnection connection = transport("e").connect(listening("open"), heard, LIMIT);
    connection.publish(say("closed", "x", false), 1);
    connection.publish(say("open", "y", false), 2);

    awaitHeard("published 2");
    assertThat(heard.lines())
        .contains(
            "refused 1 the broker " + broker.url() + " does not authorise this client (0x87)");
    connection.leave(LIMIT);
  }

  @Test
  void brokerKilledWithMessagesUnderWay_nextConnectionIsClean() throws Exception {
    broker = TestMosquitto.start(folder.resolve("b"), ANYBODY);
    Paho5Transport transport = transport("e");
    for (int round = 1; round <= 5; round++) {
      heard.lines().clear();
      MqttConnection connection = transport.connect(listening("a"), heard, LIMIT);
      for (int i = 0; i < 15; i++) {
        connection.publish(say("a", "x".repeat(2_000), false), i);
      }
      broker.kill();
      awaitHeard("lost");
      connection.drop();
      broker.restart();
    }
    heard.lines().clear();
    MqttConnection connection = transport.connect(listening("a"), heard, LIMIT);
    connection.publish(say("a", "y", false), 99);
    awaitHeard("published 99");
    connection.leave(LIMIT);

    assertThat(broker.log())
        .contains("PUBLISH")
        .doesNotContain("from e (d1")
        .doesNotContain("protocol error");
    await().atMost(PATIENCE).until(() -> transport.clientThreads() == 0);
  }

  @Test
  void uplink_deliversAll_whateverTheBrokersLimits() throws Exception {
    delivers(List.of(ANYBODY), new BrokerLimits(19, Integer.MAX_VALUE));
    delivers(List.of(ANYBODY, "max_inflight_messages 1"), new BrokerLimits(1, Integer.MAX_VALUE));
    delivers(
        List.of(ANYBODY, "max_inflight_messages 5", "max_packet_size 6000"),
        new BrokerLimits(4, 6000 - 4 - 256));
  }

  private void delivers(List<String> configuration, BrokerLimits limits) throws Exception {
    Path place = Files.createTempDirectory(folder, "run");
    Samples samples = new Samples(4);
    broker = TestMosquitto.start(place.resolve("b"), configuration.toArray(String[]::new));
    MqttConnection probe = transport("probe").connect(listening("x"), heard, LIMIT);
    assertThat(probe.limits()).isEqualTo(limits);
    probe.leave(LIMIT);
    MqttSettings settings =
        new MqttSettings(broker.url(), "edge-1", Optional.empty(), Optional.empty(), "pk1");
    MqttTransport transport = MqttTransports.create(MqttVersion.V5, settings, Instant::now);
    UplinkTimings timings =
        UplinkTimings.defaults()
            .withReconnect(Duration.ofMillis(50), Duration.ofMillis(500))
            .withAck(Duration.ofSeconds(5), Duration.ofSeconds(10));
    try (SqliteLedger ledger = samples.open(place.resolve("ledger"))) {
      samples.fill(ledger, 0, 150, -100_000);
      try (FakeCloud cloud = new FakeCloud(broker.url());
          Uplink uplink =
              Uplink.start(
                  ledger,
                  transport,
                  UplinkSettings.of(Samples.SITE, Samples.EDGE, "0.1").withTimings(timings),
                  Samples.clockAt(0))) {
        samples.fill(ledger, 200, 30, 0);
        await().atMost(PATIENCE).until(() -> ledger.outbox().counts().pending() == 0);

        assertThat(cloud.upto()).isEqualTo(180);
        assertThat(cloud.differing()).isZero();
        assertThat(cloud.topics()).contains("up/st", "up/bkl", "up/evt");
        assertThat(uplink.stats().version()).contains(MqttVersion.V5);
        assertThat(uplink.stats().connections()).isEqualTo(1);
        assertThat(uplink.stats().setApart()).isZero();
      }
    }
    broker.close();
  }
}
