package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wugan.sync.testing.ChildJvm;
import io.wugan.sync.testing.Relay;
import io.wugan.sync.testing.TestBroker;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * F8: the name of the broker. The board is a process of its own whose names stand in a file of the
 * test, and whose platform would remember each answer for ever.
 */
@Timeout(120)
class BrokerNamesTest {

  @TempDir Path folder;
  private TestBroker broker;
  private int port;
  private Process board;

  @BeforeEach
  void start() throws IOException {
    broker = TestBroker.start(Files.createDirectory(folder.resolve("broker")));
    port = URI.create(broker.url()).getPort();
  }

  @AfterEach
  void stop() {
    if (board != null) {
      board.destroyForcibly();
    }
    broker.close();
  }

  private Board board(int atPort, String... hosts) throws IOException {
    names(hosts);
    Path security = folder.resolve("java.security");
    Files.writeString(
        security, "networkaddress.cache.ttl=-1\nnetworkaddress.cache.negative.ttl=-1\n");
    ProcessBuilder child = ChildJvm.of(NameTrial.class, "tcp://broker.test:" + atPort);
    child
        .command()
        .addAll(
            1,
            List.of(
                "-Djdk.net.hosts.file=" + folder.resolve("hosts"),
                "-Djava.security.properties=" + security));
    board = child.start();
    return new Board(
        board.outputWriter(StandardCharsets.UTF_8), board.inputReader(StandardCharsets.UTF_8));
  }

  private void names(String... hosts) throws IOException {
    Files.writeString(folder.resolve("hosts"), String.join("\n", hosts) + "\n");
  }

  private record Board(BufferedWriter told, BufferedReader said) {
    /** One attempt; what came of it. */
    String connect() throws IOException {
      told.write("\n");
      told.flush();
      return said.readLine();
    }
  }

  @Test
  void nameThatDoesNotResolve_isSaid_andFoundAgainWithinSeconds() throws Exception {
    Board board = board(port, "127.0.0.1 other.test");

    assertThat(board.connect())
        .contains("broker.test: this name has no address now (DNS)")
        .doesNotContain("connected");

    names("127.0.0.1 broker.test");
    await()
        .atMost(Duration.ofSeconds(6))
        .pollInterval(Duration.ofSeconds(1))
        .until(board::connect, "connected"::equals);
  }

  @Test
  void brokerThatMoved_isFoundAtItsNewAddress() throws Exception {
    Board board = board(port, "127.0.0.9 broker.test");
    assertThat(board.connect()).contains("refused");

    names("127.0.0.1 broker.test");

    await()
        .atMost(Duration.ofSeconds(12))
        .pollInterval(Duration.ofSeconds(1))
        .until(board::connect, "connected"::equals);
  }

  @Test
  void deadFirstAddress_leavesTheSecondForTheNextAttempt() throws Exception {
    try (ServerSocket silent = new ServerSocket(port, 10, InetAddress.getByName("127.0.0.9"))) {
      Board board = board(silent.getLocalPort(), "127.0.0.9 broker.test", "127.0.0.1 broker.test");

      assertThat(board.connect()).contains("no CONNACK");
      assertThat(board.connect()).isEqualTo("connected");
      assertThat(board.connect()).as("it stays with what works").isEqualTo("connected");
    }
  }

  @Test
  void nameWithAnAddressOfIpVersion6Alone_isReached() throws Exception {
    assumeTrue(hasIpVersion6(), "no IPv6 on this machine");
    try (Relay relay = Relay.at("::1", port)) {
      assertThat(board(relay.port(), "::1 broker.test").connect()).isEqualTo("connected");
    }
  }

  @Test
  void literalAddressOfIpVersion6_isReached() throws Exception {
    assumeTrue(hasIpVersion6(), "no IPv6 on this machine");
    try (Relay relay = Relay.at("::1", port)) {
      PahoTransport transport =
          new PahoTransport(
              new MqttSettings(
                  "tcp://[::1]:" + relay.port(), "six", Optional.empty(), Optional.empty(), "pk1"));
      transport
          .connect(
              new MqttOpening(List.of("s/e/dn/ack"), Optional.empty()),
              new Inbox(),
              Duration.ofSeconds(10))
          .leave(Duration.ofSeconds(1));
      assertThat(relay.carried()).isPositive();
    }
  }

  private static boolean hasIpVersion6() {
    try (ServerSocket six = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      return six.isBound();
    } catch (IOException none) {
      return false;
    }
  }
}
