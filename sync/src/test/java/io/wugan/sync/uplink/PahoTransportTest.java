package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wugan.sync.testing.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PahoTransportTest {

  private static final MqttOpening OPENING =
      new MqttOpening(List.of("s/e/dn/ack"), Optional.empty());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String CLIENT = "paho-test";

  @TempDir Path directory;

  private static PahoTransport transport(String url, String password) {
    return new PahoTransport(
        new MqttSettings(
            url, CLIENT, Optional.of("edge"), Optional.of(Secret.of(password)), "pk1"));
  }

  /** A listener that hears nothing of interest. */
  private static MqttListener deaf() {
    return new Inbox();
  }

  private static MqttTransport transport(MqttVersion version, int port) {
    MqttSettings settings =
        new MqttSettings(
            "tcp://127.0.0.1:" + port, CLIENT, Optional.empty(), Optional.empty(), "pk1");
    return MqttTransports.create(version, settings, Instant::now);
  }

  /** Both libraries name their threads alike. */
  private static int clientThreads() {
    return new ClientThreads(CLIENT).count();
  }

  @ParameterizedTest
  @EnumSource
  void silentServer_isGivenUpInTime_andLeavesNoThread(MqttVersion version) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      MqttTransport transport = transport(version, silent.getLocalPort());
      long begun = System.nanoTime();

      assertThatThrownBy(() -> transport.connect(OPENING, deaf(), Duration.ofSeconds(1)))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("no CONNACK");

      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(4));
      await().atMost(PATIENCE).until(() -> clientThreads() == 0);
      assertThat(transport.exhausted()).isFalse();
    }
  }

  /** Longer: {@code -Dwugan.resets=100}. */
  @ParameterizedTest
  @EnumSource
  void serverThatResets_leavesFewThreads(MqttVersion version) throws Exception {
    int resets = Integer.getInteger("wugan.resets", 20);
    try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> resetAll(rude), "rude");
      server.setDaemon(true);
      server.start();
      MqttTransport transport = transport(version, rude.getLocalPort());

      for (int i = 0; i < resets; i++) {
        assertThatThrownBy(() -> transport.connect(OPENING, deaf(), Duration.ofSeconds(5)))
            .isInstanceOf(TransportException.class);
      }

      await().atMost(PATIENCE).until(() -> clientThreads() <= 2);
      System.out.printf(
          "MQTT %s: %d connections reset at once, %d threads left%n",
          version.text(), resets, clientThreads());
      assertThat(transport.exhausted()).isFalse();
    }
  }

  private static void resetAll(ServerSocket server) {
    try {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          socket.setSoLinger(true, 0);
        }
      }
    } catch (IOException closed) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyThere_saysWhere(MqttVersion version) throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0)) {
      port = gone.getLocalPort();
    }
    MqttTransport transport = transport(version, port);

    assertThatThrownBy(() -> transport.connect(OPENING, deaf(), Duration.ofSeconds(5)))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("refused");
  }

  @Test
  void wrongPassword_isNamed_andTheRightOneWorks() throws Exception {
    try (TestBroker broker = TestBroker.startWithPassword(directory, "edge", "open sesame")) {
      PahoTransport wrong = transport(broker.url(), "guess");
      assertThatThrownBy(() -> wrong.connect(OPENING, deaf(), Duration.ofSeconds(10)))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("user name or password")
          .hasMessageNotContaining("guess");

      MqttConnection connection =
          transport(broker.url(), "open sesame").connect(OPENING, deaf(), Duration.ofSeconds(10));
      connection.leave(Duration.ofSeconds(2));
    }
  }

  @Test
  void tls_trustsOnlyTheGivenAuthority() throws Exception {
    Path keyStore = directory.resolve("broker.p12");
    Path certificate = directory.resolve("broker.pem");
    keytool(
        "-genkeypair -alias b -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2"
            + " -storetype pkcs12 -storepass changeit -keystore "
            + keyStore);
    keytool(
        "-exportcert -rfc -alias b -storepass changeit -keystore "
            + keyStore
            + " -file "
            + certificate);
    try (TestBroker broker = TestBroker.startWithTls(directory, keyStore, "changeit")) {
      String url = "ssl://localhost:" + broker.tlsPort();
      Optional<String> none = Optional.empty();
      PahoTransport trusting =
          new PahoTransport(
              new MqttSettings(url, "tls-1", none, Optional.empty(), "pk1", trusted(certificate)));
      trusting.connect(OPENING, deaf(), Duration.ofSeconds(15)).leave(Duration.ofSeconds(2));
      await().atMost(PATIENCE).until(() -> trusting.clientThreads() == 0);

      PahoTransport strict =
          new PahoTransport(new MqttSettings(url, "tls-2", none, Optional.empty(), "pk1"));
      assertThatThrownBy(() -> strict.connect(OPENING, deaf(), Duration.ofSeconds(15)))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("SSLHandshakeException");

      PahoTransport otherHost =
          new PahoTransport(
              new MqttSettings(
                  "ssl://127.0.0.1:" + broker.tlsPort(),
                  "tls-3",
                  none,
                  Optional.empty(),
                  "pk1",
                  trusted(certificate)));
      assertThatThrownBy(() -> otherHost.connect(OPENING, deaf(), Duration.ofSeconds(15)))
          .isInstanceOf(TransportException.class);
    }
  }

  private static TlsFiles trusted(Path ca) {
    return new TlsFiles(Optional.of(ca), Optional.empty(), Optional.empty());
  }

  private static void keytool(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void settings_refuseWhatCannotBeRight_andHideThePassword() {
    Optional<String> none = Optional.empty();
    assertThatThrownBy(() -> new MqttSettings("http://broker", "c", none, Optional.empty(), "pk1"))
        .hasMessageContaining("tcp://host:port");
    assertThatThrownBy(
            () -> new MqttSettings("tcp://u:p@broker", "c", none, Optional.empty(), "pk1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MqttSettings("tcp://broker", "c", none, Optional.empty(), "pk1/#"))
        .hasMessageContaining("root");
    MqttSettings settings =
        new MqttSettings(
            "tcp://broker", "c", Optional.of("u"), Optional.of(Secret.of("hush")), "/k/d/user");
    assertThat(settings.toString()).doesNotContain("hush");
  }
}
