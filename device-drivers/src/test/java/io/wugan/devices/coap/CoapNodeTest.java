package io.wugan.devices.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wugan.core.device.DeviceException;
import io.wugan.devices.coap.CoapSettings.Limits;
import io.wugan.devices.coap.CoapSettings.Security;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoapNodeTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final CloseAll closing = new CloseAll();
  private Path serverKeys = Path.of("");
  private CoapNode server;

  /** Says who asks. */
  private static final class WhoAmI extends CoapResource {
    private WhoAmI() {
      super("who");
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      exchange.respond(CoapNode.sender(exchange.advanced().getRequest()).orElse("nobody"));
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      exchange.respond(ResponseCode.CHANGED, Integer.toString(exchange.getRequestPayloadSize()));
    }
  }

  @BeforeEach
  void start() throws IOException {
    serverKeys = TestKeys.write(folder.resolve("server.psk"), line("a", 1) + line("b", 2));
    server = startServer(0);
  }

  @AfterEach
  void stop() throws IOException {
    closing.close();
  }

  private static String line(String identity, int key) {
    return identity + " " + TestKeys.hex(key) + "\n";
  }

  private CoapNode startServer(int port) throws IOException {
    Security security = Security.server(serverKeys, folder.resolve("sessions"));
    return start(CoapSettings.secure("server", local(port), security, Limits.DEVICES));
  }

  private CoapNode start(CoapSettings settings) throws IOException {
    CoapNode node = CoapNode.of(settings);
    closing.add(node);
    node.add(new WhoAmI());
    node.start();
    return node;
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private CoapNode client(String identity, int key) throws IOException {
    Path keys = TestKeys.write(folder.resolve(identity + key + ".psk"), line(identity, key));
    Security security = Security.client(keys, identity);
    return start(CoapSettings.secure("client", local(0), security, Limits.DEVICES));
  }

  private static Request who(Request request) {
    request.getOptions().setUriPath("who");
    return request;
  }

  private Response get(CoapNode client) throws DeviceException, InterruptedException {
    return client.call(server.address(), who(Request.newGet()), LIMIT);
  }

  @Test
  void call_rightKey_isKnownByItsIdentity() throws Exception {
    Response response = get(client("b", 2));

    assertThat(response.getCode()).isEqualTo(ResponseCode.CONTENT);
    assertThat(response.getPayloadString()).isEqualTo("b");
    assertThat(server.stats().handshakes()).isEqualTo(1);
  }

  @Test
  void call_wrongKeyOrUnknownIdentity_isRefusedAndCounted() throws Exception {
    CoapNode wrong = client("b", 1);
    CoapNode unknown = client("c", 3);
    Duration shortly = Duration.ofSeconds(3);
    Request first = who(Request.newGet());
    Request second = who(Request.newGet());

    assertThatThrownBy(() -> wrong.call(server.address(), first, shortly))
        .isInstanceOf(DeviceException.class);
    assertThatThrownBy(() -> unknown.call(server.address(), second, shortly))
        .isInstanceOf(DeviceException.class);
    assertThat(server.stats().handshakes()).isZero();
    await().atMost(LIMIT).until(() -> server.stats().failedHandshakes() >= 1);
    assertThat(server.stats().wrongMac()).isPositive();
  }

  @Test
  void restart_sessionsGoOnWithoutAHandshake() throws Exception {
    CoapNode client = client("a", 1);
    get(client);
    int port = server.address().getPort();

    server.close();
    assertThat(folder.resolve("sessions")).exists();
    assertThat(
            new String(Files.readAllBytes(folder.resolve("sessions")), StandardCharsets.ISO_8859_1))
        .doesNotContain("coap-server");
    server = startServer(port);
    // It is used up, so that no record number is ever used twice.
    assertThat(folder.resolve("sessions")).doesNotExist();
    Response response = get(client);

    assertThat(response.getPayloadString()).isEqualTo("a");
    assertThat(server.stats().handshakes()).isZero();
  }

  @Test
  void restart_otherKeysMeanwhile_doesAHandshake() throws Exception {
    get(client("a", 1));
    int port = server.address().getPort();
    server.close();

    TestKeys.write(serverKeys, line("a", 1) + line("b", 5));
    server = startServer(port);

    assertThat(get(client("a", 1)).getPayloadString()).isEqualTo("a");
    assertThat(server.stats().handshakes()).isEqualTo(1);
  }

  @Test
  void restart_sessionsLost_theCallAfterNoAnswerDoesAHandshake() throws Exception {
    CoapNode client = client("a", 1);
    get(client);
    int port = server.address().getPort();
    server.close();
    Files.delete(folder.resolve("sessions"));
    server = startServer(port);

    Request unheard = who(Request.newGet());
    assertThatThrownBy(() -> client.call(server.address(), unheard, Duration.ofSeconds(1)))
        .hasMessageContaining("has not answered");
    assertThat(get(client).getPayloadString()).isEqualTo("a");
    assertThat(server.stats().handshakes()).isEqualTo(1);
  }

  @Test
  void sameIdentityAgain_takesThePlaceOfWhatItHad() throws Exception {
    get(client("b", 2));
    for (int i = 0; i < 3; i++) {
      CoapNode again = client("a", 1);
      get(again);
      again.close();
    }
    server.close();
    server = startServer(0);

    assertThat(server.sessionsTakenUp()).as("one of a, one of b").isEqualTo(2);
  }

  @Test
  void keyRemoved_sessionEnds() throws Exception {
    CoapNode client = client("a", 1);
    get(client);

    TestKeys.write(serverKeys, line("b", 2));

    await().atMost(LIMIT).until(() -> !server.identities().contains("a"));
    Request request = who(Request.newGet());
    assertThatThrownBy(() -> client.call(server.address(), request, Duration.ofSeconds(3)))
        .isInstanceOf(DeviceException.class);
  }

  @Test
  void hugeBody_isRefusedAndSmallOnesGoOn() throws Exception {
    CoapNode client = client("a", 1);
    Request small = who(Request.newPut()).setPayload(new byte[4000]);
    Request huge = who(Request.newPut()).setPayload(new byte[100_000]);

    assertThat(client.call(server.address(), small, LIMIT).getPayloadString()).isEqualTo("4000");
    assertThat(client.call(server.address(), huge, LIMIT).getCode())
        .isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
    assertThat(get(client).getCode()).isEqualTo(ResponseCode.CONTENT);
  }

  @Test
  void garbageAndTooManyHellos_areCountedAndOthersAreAnswered() throws Exception {
    byte[] hello = new byte[60];
    hello[0] = 22;
    hello[1] = (byte) 0xfe;
    hello[2] = (byte) 0xfd;
    hello[13] = 1;
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < 300; i++) {
        socket.send(new DatagramPacket(new byte[40], 40, server.address()));
        socket.send(new DatagramPacket(hello, hello.length, server.address()));
      }
    }
    await().atMost(LIMIT).until(() -> server.stats().received() >= 500);

    assertThat(server.stats().malformed()).isGreaterThan(200);
    assertThat(server.stats().tooMany()).isGreaterThan(200);
    // Its address has had its share of hellos, and has it again soon.
    assertThat(get(client("a", 1)).getPayloadString()).isEqualTo("a");
  }

  @Test
  void plain_isAnsweredOnlyWhereItIsAskedFor() throws Exception {
    CoapNode plain = start(CoapSettings.plain("plain", local(0), Limits.DEVICES));
    CoapNode asker = start(CoapSettings.plain("asker", local(0), Limits.DEVICES));
    Request request = who(Request.newGet());
    assertThat(asker.call(plain.address(), request, LIMIT).getPayloadString()).isEqualTo("nobody");

    Request refused = who(Request.newGet());
    assertThatThrownBy(() -> asker.call(server.address(), refused, Duration.ofSeconds(1)))
        .hasMessageContaining("has not answered");
  }

  @Test
  void start_portTaken_saysWhich() throws IOException {
    int port = server.address().getPort();
    Security security = new Security(serverKeys, Optional.empty(), Optional.empty(), false);
    CoapNode second =
        CoapNode.of(CoapSettings.secure("second", local(port), security, Limits.DEVICES));
    closing.add(second);

    assertThatThrownBy(second::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(":" + port)
        .hasMessageContaining("taken");
  }
}
