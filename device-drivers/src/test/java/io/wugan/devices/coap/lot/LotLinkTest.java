package io.wugan.devices.coap.lot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wugan.core.device.DeviceException;
import io.wugan.devices.coap.CloseAll;
import io.wugan.devices.coap.TestKeys;
import io.wugan.devices.coap.lot.LotRefusedException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LotLinkTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final CloseAll closing = new CloseAll();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger held = new AtomicInteger();
  private LotServer server;

  @BeforeEach
  void start() throws IOException {
    server = startServer(0);
  }

  @AfterEach
  void stop() throws IOException {
    release.countDown();
    closing.close();
  }

  private LotServer startServer(int port) throws IOException {
    String keys = "gate-a " + TestKeys.hex(1) + "\ngate-b " + TestKeys.hex(2) + "\n";
    LotServer started =
        LotServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            TestKeys.write(folder.resolve("keeper.psk"), keys),
            folder.resolve("sessions"),
            Map.of("turn", LotLinkTest::turn, "refuse", LotLinkTest::refuse, "hold", this::hold));
    closing.add(started::close);
    return started;
  }

  /** The sender's name before the body's bytes from the last to the first. */
  private static byte[] turn(String sender, byte[] body) {
    byte[] name = sender.getBytes(StandardCharsets.UTF_8);
    byte[] answer = Arrays.copyOf(name, name.length + body.length);
    for (int i = 0; i < body.length; i++) {
      answer[answer.length - 1 - i] = body[i];
    }
    return answer;
  }

  private static byte[] refuse(String sender, byte[] body) throws LotRefusedException {
    Reason reason = Reason.valueOf(new String(body, StandardCharsets.UTF_8));
    throw new LotRefusedException(reason, "as wished by " + sender);
  }

  private byte[] hold(String sender, byte[] body) {
    held.incrementAndGet();
    try {
      assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return body;
  }

  private InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", server.address().getPort());
  }

  private LotClient client(String edgeId, int key) throws IOException {
    Path keys = folder.resolve(edgeId + key + ".psk");
    TestKeys.write(keys, edgeId + " " + TestKeys.hex(key) + "\n");
    LotClient client = LotClient.start(keys, edgeId);
    closing.add(client::close);
    return client;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void post_manyBlocks_areAnsweredWholeToTheBoardTheyCameFrom() throws Exception {
    byte[] body = new byte[200_000];
    new Random(7).nextBytes(body);

    assertThat(client("gate-a", 1).post(address(), "turn", body, LIMIT))
        .isEqualTo(turn("gate-a", body));
    assertThat(client("gate-b", 2).post(address(), "turn", new byte[0], LIMIT))
        .isEqualTo(bytes("gate-b"));
  }

  @ParameterizedTest
  @EnumSource
  void post_refused_saysWhyAndByWhom(Reason reason) throws IOException {
    LotClient client = client("gate-a", 1);

    assertThatThrownBy(() -> client.post(address(), "refuse", bytes(reason.name()), LIMIT))
        .isInstanceOfSatisfying(
            LotRefusedException.class, refused -> assertThat(refused.reason()).isEqualTo(reason))
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("as wished by gate-a");
  }

  @Test
  void post_portThatFails_isToldAndTheNextIsAnswered() throws Exception {
    LotClient client = client("gate-a", 1);

    assertThatThrownBy(() -> client.post(address(), "refuse", bytes("NO_REASON"), LIMIT))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("5.00");
    assertThat(client.post(address(), "turn", bytes("x"), LIMIT)).isEqualTo(bytes("gate-ax"));
  }

  @Test
  void post_unknownPathOrTooLarge_saysSo() throws IOException {
    LotClient client = client("gate-a", 1);

    assertThatThrownBy(() -> client.post(address(), "other", bytes("x"), LIMIT))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("4.04");
    byte[] large = new byte[LotServer.MOST_BYTES + 1];
    assertThatThrownBy(() -> client.post(address(), "turn", large, LIMIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most " + LotServer.MOST_BYTES);
  }

  @Test
  void post_keyOfAnother_hasNoAnswerWithinTheDeadline() throws IOException {
    LotClient wrong = client("gate-a", 2);
    long began = System.nanoTime();

    assertThatThrownBy(() -> wrong.post(address(), "turn", bytes("x"), Duration.ofSeconds(2)))
        .isInstanceOf(DeviceException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void post_slowKeeper_endsAtTheDeadlineAndTheNextIsAnswered() throws Exception {
    LotClient client = client("gate-a", 1);
    client.post(address(), "turn", bytes("x"), LIMIT); // the handshake is over
    long began = System.nanoTime();

    assertThatThrownBy(() -> client.post(address(), "hold", bytes("x"), Duration.ofSeconds(1)))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("has not answered");
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
    release.countDown();
    assertThat(client.post(address(), "turn", bytes("y"), LIMIT)).isEqualTo(bytes("gate-ay"));
  }

  @Test
  void post_tooManyWait_isRefusedForNow() throws Exception {
    LotClient client = client("gate-a", 1);
    client.post(address(), "turn", bytes("x"), LIMIT);
    Duration shortly = Duration.ofMillis(300);
    for (int i = 0; i <= LotServer.MOST_WAITING; i++) {
      assertThatThrownBy(() -> client.post(address(), "hold", bytes("x"), shortly))
          .isInstanceOf(DeviceException.class);
    }
    await().atMost(LIMIT).until(() -> held.get() == 1);

    assertThatThrownBy(() -> client.post(address(), "turn", bytes("x"), LIMIT))
        .isInstanceOfSatisfying(
            LotRefusedException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.DOWN));
  }

  @Test
  void keeperRestarts_clientGoesOn() throws Exception {
    LotClient client = client("gate-a", 1);
    client.post(address(), "turn", bytes("x"), LIMIT);
    InetSocketAddress keeper = address();
    int port = keeper.getPort();
    server.close();

    assertThatThrownBy(() -> client.post(keeper, "turn", bytes("x"), Duration.ofSeconds(1)))
        .isInstanceOf(DeviceException.class);
    server = startServer(port);

    assertThat(client.post(address(), "turn", bytes("x"), LIMIT)).isEqualTo(bytes("gate-ax"));
  }

  @Test
  void start_boardWithoutAKey_saysSo() throws IOException {
    Path keys = TestKeys.write(folder.resolve("k.psk"), "gate-a " + TestKeys.hex(1) + "\n");

    assertThatThrownBy(() -> LotClient.start(keys, "gate-c"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no key of gate-c");
  }
}
