package io.wugan.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.lab.network.FaultyProxy.Fate;
import io.wugan.lab.network.FaultyProxy.Line;
import io.wugan.lab.network.FaultyProxy.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tool that makes the faults does make them. */
class FaultyProxyTest {
  private static final byte[] PUBLISH = {0x30, 5, 0, 3, 'a', '/', 'b'};

  private ServerSocket target;
  private FaultyProxy proxy;
  private Socket client;

  @BeforeEach
  void start() throws IOException {
    target = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    proxy = FaultyProxy.before(URI.create("tcp://127.0.0.1:" + target.getLocalPort()));
  }

  @AfterEach
  void stop() throws IOException {
    if (client != null) {
      client.close();
    }
    proxy.close();
    target.close();
  }

  private Socket connect() throws IOException {
    client = new Socket(InetAddress.getLoopbackAddress(), proxy.url().getPort());
    client.setSoTimeout(5_000);
    return client;
  }

  private Socket accept() throws IOException {
    Socket accepted = target.accept();
    accepted.setSoTimeout(5_000);
    return accepted;
  }

  @Test
  void packet_isCarriedWhole_andKnown() throws IOException {
    OutputStream out = connect().getOutputStream();
    out.write(PUBLISH, 0, 3);
    out.flush();
    out.write(PUBLISH, 3, PUBLISH.length - 3);
    out.flush();

    MqttPacket packet = MqttPacket.read(accept().getInputStream());

    assertThat(packet.type()).isEqualTo(MqttPacket.PUBLISH);
    assertThat(packet.topic()).isEqualTo("a/b");
    assertThat(packet.bytes()).isEqualTo(PUBLISH);
  }

  @Test
  void longPacket_keepsItsLength() throws IOException {
    byte[] body = "x".repeat(300).getBytes(StandardCharsets.US_ASCII);
    OutputStream out = connect().getOutputStream();
    out.write(new byte[] {(byte) 0x40, (byte) 0xAC, 2});
    out.write(body);
    out.flush();

    assertThat(MqttPacket.read(accept().getInputStream()).length()).isEqualTo(303);
  }

  @Test
  void packet_toBeDropped_doesNotArrive() throws IOException {
    proxy.up(packet -> packet.topic().equals("a/b") ? Fate.DROP : Fate.CARRY);
    OutputStream out = connect().getOutputStream();
    out.write(PUBLISH);
    out.write(new byte[] {(byte) 0xC0, 0});
    out.flush();

    assertThat(MqttPacket.read(accept().getInputStream()).type()).isEqualTo(12);
  }

  @Test
  void hangingUp_endsTheConnection() throws IOException {
    proxy.up(packet -> Fate.HANG_UP);
    connect().getOutputStream().write(PUBLISH);

    assertThat(accept().getInputStream().read()).isEqualTo(-1);
    assertThat(proxy.hungUp()).isEqualTo(1);
  }

  @Test
  void reset_isAReset() throws Exception {
    proxy.mode(Mode.RESET);
    InputStream in = connect().getInputStream();

    assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("reset");
  }

  @Test
  void blackHole_carriesNothing_andStaysOpen() throws Exception {
    OutputStream out = connect().getOutputStream();
    Socket broker = accept();
    proxy.mode(Mode.BLACK_HOLE);
    out.write(PUBLISH);
    broker.setSoTimeout(300);

    assertThatThrownBy(() -> broker.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void slowLine_takesItsTime() throws Exception {
    proxy.line(new Line(Duration.ofMillis(200), 1_000, 0, Duration.ZERO));
    OutputStream out = connect().getOutputStream();
    InputStream in = accept().getInputStream();
    long from = System.nanoTime();
    byte[] body = new byte[100];
    for (int i = 0; i < 5; i++) {
      out.write(new byte[] {(byte) 0x40, 100});
      out.write(body);
    }
    out.flush();
    for (int i = 0; i < 5; i++) {
      MqttPacket.read(in);
    }

    assertThat((System.nanoTime() - from) / 1e9).isBetween(0.7, 3.0);
  }
}
