package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.sync.testing.Relay;
import io.wugan.sync.testing.TestBroker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** F8: something else answers in the broker's place for a while. */
@Timeout(120)
class CaptivePortalTest {

  private static final String PASSWORD = "never for a portal";
  private static final MqttOpening OPENING =
      new MqttOpening(List.of("s/e/dn/ack"), Optional.empty());
  private static final Duration LIMIT = Duration.ofSeconds(15);

  @TempDir Path folder;
  private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
  private Path brokerKeys;
  private Path brokerCertificate;

  @BeforeEach
  void makeBrokerKeys() throws Exception {
    brokerKeys = keys("broker");
    brokerCertificate = folder.resolve("broker.pem");
    keytool(
        "-exportcert -rfc -alias b -storepass changeit -keystore "
            + brokerKeys
            + " -file "
            + brokerCertificate);
  }

  private Path keys(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    keytool(
        "-genkeypair -alias b -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2"
            + " -storetype pkcs12 -storepass changeit -keystore "
            + store);
    return store;
  }

  private static void keytool(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private PahoTransport transport(String url) {
    TlsFiles files =
        url.startsWith("ssl:")
            ? new TlsFiles(Optional.of(brokerCertificate), Optional.empty(), Optional.empty())
            : TlsFiles.NONE;
    return new PahoTransport(
        new MqttSettings(
            url, "board", Optional.of("edge"), Optional.of(Secret.of(PASSWORD)), "pk1", files));
  }

  /** Listens, notes what is said, and answers with a page. */
  private void serve(ServerSocket portal) {
    Thread thread =
        new Thread(
            () -> {
              while (!portal.isClosed()) {
                try (Socket client = portal.accept()) {
                  byte[] said = new byte[4096];
                  int count = client.getInputStream().read(said);
                  heard.add(new String(said, 0, Math.max(0, count), StandardCharsets.ISO_8859_1));
                  OutputStream out = client.getOutputStream();
                  out.write(
                      "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n\r\n"
                          .getBytes(StandardCharsets.US_ASCII));
                  out.flush();
                  // What was said was not all read: closing at once would reset the answer away.
                  client.shutdownOutput();
                  client.getInputStream().readAllBytes();
                } catch (IOException hungUp) {
                  heard.add("");
                }
              }
            },
            "portal");
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void portalOnAPlainPort_isNamed_andGoneIsGone() throws Exception {
    try (ServerSocket portal = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        TestBroker broker = TestBroker.start(Files.createDirectory(folder.resolve("data")));
        Relay line = Relay.at("127.0.0.1", portal.getLocalPort())) {
      serve(portal);
      PahoTransport board = transport("tcp://127.0.0.1:" + line.port());

      assertThatThrownBy(() -> board.connect(OPENING, new Inbox(), LIMIT))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("a web page, not a broker: a captive portal");

      line.to(URI.create(broker.url()).getPort());
      board.connect(OPENING, new Inbox(), LIMIT).leave(Duration.ofSeconds(1));
    }
  }

  @Test
  void portalWithItsOwnCertificate_getsNothing_andGoneIsGone() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyStore store = KeyStore.getInstance(keys("portal").toFile(), "changeit".toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "changeit".toCharArray());
    context.init(managers.getKeyManagers(), null, null);
    try (ServerSocket portal =
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        TestBroker broker =
            TestBroker.startWithTls(
                Files.createDirectory(folder.resolve("data")), brokerKeys, "changeit");
        Relay line = Relay.at("127.0.0.1", portal.getLocalPort())) {
      serve(portal);
      PahoTransport board = transport("ssl://localhost:" + line.port());

      assertThatThrownBy(() -> board.connect(OPENING, new Inbox(), LIMIT))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("a captive portal or a proxy that opens TLS")
          .hasMessageContaining("nothing was sent to it");
      assertThat(heard).as("what the portal could read").allMatch(String::isEmpty);

      line.to(broker.tlsPort());
      board.connect(OPENING, new Inbox(), LIMIT).leave(Duration.ofSeconds(1));
      assertThat(heard).allMatch(String::isEmpty);
    }
  }

  @Test
  void plainPageOnTheTlsPort_getsNoWordOfMqtt() throws Exception {
    try (ServerSocket portal = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      serve(portal);

      assertThatThrownBy(
              () ->
                  transport("ssl://localhost:" + portal.getLocalPort())
                      .connect(OPENING, new Inbox(), LIMIT))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("does not speak TLS");
      assertThat(heard).isNotEmpty().noneMatch(said -> said.contains(PASSWORD));
    }
  }

  @Test
  void tlsAlertBehindAPlainAddress_isNamed() {
    FirstByte first = new FirstByte(new ByteArrayInputStream(new byte[] {0x15, 3, 3, 0, 2}));

    assertThatThrownBy(first::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is ssl:// meant");
  }
}
