package io.wugan.sync.uplink;

import static io.wugan.sync.testing.ScriptedServer.CONNECT;
import static io.wugan.sync.testing.ScriptedServer.PUBLISH;
import static io.wugan.sync.testing.ScriptedServer.bytes;
import static io.wugan.sync.testing.ScriptedServer.connack;
import static io.wugan.sync.testing.ScriptedServer.friendly;
import static io.wugan.sync.testing.ScriptedServer.puback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wugan.sync.testing.ScriptedServer;
import io.wugan.sync.testing.ScriptedServer.Packet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a broker that says whatever MQTT 5 allows. */
class Paho5TransportTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Publication FAREWELL =
      new Publication("s/e/up/st", "gone".getBytes(StandardCharsets.UTF_8), true);
  private static final MqttOpening OPENING =
      new MqttOpening(List.of("s/e/dn/ack"), Optional.of(FAREWELL));

  private final HeardMessages heard = new HeardMessages();
  private Paho5Transport transport;

  private MqttConnection connect(ScriptedServer server) throws Exception {
    if (transport == null) {
      MqttSettings settings =
          new MqttSettings(server.url(), "five", Optional.empty(), Optional.empty(), "pk1");
      transport = new Paho5Transport(settings, new BrokerSockets(settings, Instant::now));
    }
    return transport.connect(OPENING, heard, LIMIT);
  }

  @AfterEach
  void noThreadStays() {
    await().atMost(PATIENCE).until(() -> transport.clientThreads() == 0);
  }

  private static Publication record(String text) {
    return new Publication("s/e/up/evt", text.getBytes(StandardCharsets.UTF_8), false);
  }

  private void awaitHeard(String line) {
    await().atMost(PATIENCE).until(() -> heard.lines().contains(line));
  }

  @Test
  void connect_isByFive_withACleanStart_andASessionThatEndsWithIt() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer::friendly)) {
      MqttConnection connection = connect(server);

      Packet connect = server.packets(CONNECT).get(0);
      assertThat(connect.bytes()).startsWith(0x10).contains(5);
      assertThat(connect.connectFlags()).isEqualTo(0b0010_1110);
      assertThat(connection.version()).isEqualTo(MqttVersion.V5);
      assertThat(connection.limits()).isEqualTo(new BrokerLimits(65_534, Integer.MAX_VALUE));
      connection.leave(LIMIT);
    }
  }

  @Test
  void receiveMaximumThatTheLibraryMisreads_stillLetsMessagesOut() throws Exception {
    for (int maximum : new int[] {32_767, 32_768, 65_535}) {
      heard.lines().clear();
      transport = null;
      byte[] properties = bytes(0x21, maximum >> 8, maximum);
      try (ScriptedServer server = ScriptedServer.start(packet -> friendly(packet, properties))) {
        MqttConnection connection = connect(server);

        assertThat(connection.limits().inFlight()).isEqualTo(maximum - 1);
        for (int i = 1; i <= 5; i++) {
          connection.publish(record("[]"), i);
        }

        awaitHeard("published 5");
        connection.leave(LIMIT);
      }
    }
  }

  @Test
  void aliasesThatTheBrokerOffers_areNotUsed_norIsAnythingSentTwice() throws Exception {
    byte[] offer = bytes(0x22, 0, 10, 0x21, 0, 20);
    try (ScriptedServer server =
        ScriptedServer.start(
            packet ->
                packet.type() == PUBLISH && packet.contains("third")
                    ? List.of(ScriptedServer.HANG_UP)
                    : packet.type() == PUBLISH && !packet.contains("again")
                        ? List.of()
                        : friendly(packet, offer))) {
      MqttConnection first = connect(server);
      first.publish(record("first"), 1);
      first.publish(record("second"), 2);
      first.publish(record("third"), 3);
      await()
          .atMost(PATIENCE)
          .until(() -> heard.lines().stream().anyMatch(line -> line.startsWith("lost")));
      first.drop();
      assertThat(heard.lines()).doesNotContain("published 1", "published 2", "published 3");

      MqttConnection second = connect(server);
      second.publish(record("again"), 4);
      awaitHeard("published 4");
      second.leave(LIMIT);

      List<Packet> sent = server.packets(PUBLISH);
      assertThat(sent).hasSize(4).allMatch(packet -> packet.topic().equals("pk1/s/e/up/evt"));
      assertThat(sent).allMatch(packet -> packet.flags() == 0b0010);
      assertThat(sent).noneMatch(packet -> packet.contains("\u0023\u0000"));
    }
  }

  @Test
  void refusalInThePuback_isToldAndTheConnectionGoesOn() throws Exception {
    int[] reasons = {0x97, 0x99, 0x87, 0x10, 0};
    try (ScriptedServer server =
        ScriptedServer.start(
            packet ->
                packet.type() == PUBLISH
                    ? List.of(puback(packet.id(), reasons[(packet.id() - 2) % reasons.length]))
                    : friendly(packet))) {
      MqttConnection connection = connect(server);
      for (int i = 1; i <= reasons.length; i++) {
        connection.publish(record("[]"), i);
      }
      awaitHeard("published 5");

      assertThat(heard.lines())
          .hasSize(5)
          .contains("published 4")
          .contains("refused 1 the broker " + server.url() + " says that a quota is used up (0x97)")
          .contains(
              "refused 2 message the broker "
                  + server.url()
                  + " says that the payload is not of its type (0x99)")
          .contains(
              "refused 3 the broker " + server.url() + " does not authorise this client (0x87)");
      connection.leave(LIMIT);
    }
  }

  @Test
  void messageLongerThanTheBrokerTakes_isRefusedHere() throws Exception {
    byte[] properties = bytes(0x27, 0, 0, 0x10, 0);
    try (ScriptedServer server = ScriptedServer.start(packet -> friendly(packet, properties))) {
      MqttConnection connection = connect(server);

      assertThat(connection.limits().payloadBytes()).isBetween(3_500, 4_000);
      connection.publish(record("x".repeat(4_000)), 1);
      connection.publish(record("x".repeat(connection.limits().payloadBytes())), 2);

      awaitHeard("published 2");
      assertThat(heard.lines().get(0)).startsWith("refused 1 message a message of 4000 bytes");
      assertThat(server.packets(PUBLISH)).hasSize(1);
      assertThat(server.packets(PUBLISH).get(0).bytes().length).isLessThanOrEqualTo(4_096);
      connection.leave(LIMIT);
    }
  }

  @Test
  void brokerThatTakesTooLittle_isNotConnectedTo() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(packet -> friendly(packet, bytes(0x27, 0, 0, 4, 0)))) {
      assertThatThrownBy(() -> connect(server))
          .hasMessageContaining("packets of at most 1024 bytes; records need 2048");
    }
    transport = null;
    try (ScriptedServer server = ScriptedServer.start(packet -> friendly(packet, bytes(0x24, 0)))) {
      assertThatThrownBy(() -> connect(server)).hasMessageContaining("does not know QoS 1");
    }
  }

  @Test
  void brokerThatKeepsNothing_isToldNothingToKeep() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(packet -> friendly(packet, bytes(0x25, 0)))) {
      MqttConnection connection = connect(server);
      connection.publish(FAREWELL, 1);
      awaitHeard("published 1");

      assertThat(server.packets(PUBLISH).get(0).flags()).isEqualTo(0b0010);
      connection.leave(LIMIT);
    }
    transport = null;
    try (ScriptedServer server =
        ScriptedServer.start(
            packet ->
                packet.type() == CONNECT && (packet.connectFlags() & 0x20) != 0
                    ? List.of(connack(0x9a))
                    : friendly(packet))) {
      assertThatThrownBy(() -> connect(server)).hasMessageContaining("mqtt.brokerKeepsStatus");

      connect(server).leave(LIMIT);
      assertThat(server.packets(CONNECT).get(1).connectFlags()).isEqualTo(0b0000_1110);
    }
  }

  @Test
  void refusedConnections_sayWhy() throws Exception {
    assertThat(refusal(connack(0x86))).contains("refuses user name or password (0x86)");
    assertThat(refusal(connack(0x87))).contains("does not authorise this client");
    assertThat(refusal(connack(0x85))).contains("refuses the client id");
    assertThat(refusal(connack(0x89, bytes(0x1f, 0, 5, 'l', 'a', 't', '\n', 'r'))))
        .contains("says that it is busy (0x89, \"lat r\")");
    assertThat(refusal(connack(0x9b))).contains("does not know QoS 1");
    assertThat(refusal(connack(0x97))).contains("a quota is used up");
  }

  private String refusal(byte[] connack) throws Exception {
    transport = null;
    try (ScriptedServer server = ScriptedServer.start(packet -> List.of(connack))) {
      try {
        connect(server);
      } catch (TransportException refused) {
        return String.valueOf(refused.getMessage());
      }
    }
    return "it was let in";
  }

  @Test
  void disconnectOfTheBroker_saysWhy() throws Exception {
    assertThat(disconnection(bytes(0xe0, 1, 0x8e)))
        .endsWith("has given the session to another client with the same id (0x8e)");
    assertThat(disconnection(bytes(0xe0, 2, 0x97, 0))).endsWith("a quota is used up (0x97)");
    assertThat(disconnection(bytes(0xe0, 6, 0x8b, 4, 0x1f, 0, 1, 'x')))
        .endsWith("shuts down (0x8b, \"x\")");
  }

  private String disconnection(byte[] packet) throws Exception {
    transport = null;
    heard.lines().clear();
    try (ScriptedServer server =
        ScriptedServer.start(
            asked -> asked.type() == PUBLISH ? List.of(packet) : friendly(asked))) {
      MqttConnection connection = connect(server);
      connection.publish(record("[]"), 1);
      await()
          .atMost(PATIENCE)
          .until(() -> heard.lines().stream().anyMatch(line -> line.startsWith("lost")));
      connection.drop();
    }
    return heard.lines().stream().filter(line -> line.startsWith("lost")).findFirst().orElseThrow();
  }

  @Test
  void properties_sayTypeAndExpiryAndRequest() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer::friendly)) {
      MqttConnection connection = connect(server);
      connection.publish(
          Publication.fleeting("s/e/up/hb", new byte[] {'{', '}'}, Duration.ofSeconds(180)), 1);
      connection.publish(record("[]").ofType(Batcher.MEDIA_TYPE), 2);
      connection.publish(record("[]").answering("019c-request"), 3);
      awaitHeard("published 3");

      List<Packet> sent = server.packets(PUBLISH);
      assertThat(sent.get(0).flags()).isZero();
      assertThat(sent.get(0).bytes()).containsSequence(bytes(0x02, 0, 0, 0, 180));
      assertThat(sent.get(0).contains("application/json")).isTrue();
      assertThat(sent.get(1).contains("application/cloudevents-batch+json")).isTrue();
      assertThat(sent.get(2).bytes()).containsSequence(bytes(0x09, 0, 12, '0', '1', '9', 'c'));
      connection.leave(LIMIT);
    }
  }

  @Test
  void brokerOfAnotherVersion_isTold_andSpokenToBy311() throws Exception {
    for (byte[] no : List.of(connack(0x84), bytes(0x20, 2, 0, 1))) {
      transport = null;
      heard.lines().clear();
      try (ScriptedServer server =
          ScriptedServer.start(
              packet ->
                  packet.type() != CONNECT
                      ? List.of(bytes(0x90, 3, packet.id() >> 8, packet.id(), 1))
                      : packet.bytes()[8] == 5
                          ? List.of(no, ScriptedServer.HANG_UP)
                          : List.of(bytes(0x20, 2, 0, 0)))) {
        assertThatThrownBy(() -> connect(server)).isInstanceOf(VersionRefusedException.class);

        MqttSettings settings =
            new MqttSettings(server.url(), "back", Optional.empty(), Optional.empty(), "pk1");
        MqttTransport falling = MqttTransports.create(MqttVersion.V5, settings, Instant::now);
        MqttConnection connection = falling.connect(OPENING, heard, LIMIT);
        assertThat(connection.version()).isEqualTo(MqttVersion.V3_1_1);
        connection.drop();
        falling.connect(OPENING, heard, LIMIT).drop();
        assertThat(server.packets(CONNECT))
            .extracting(packet -> (int) packet.bytes()[8])
            .containsExactly(5, 5, 4, 4);
      }
    }
  }
}
