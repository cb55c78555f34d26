package io.wugan.devices.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.core.device.Announcement;
import io.wugan.core.device.Display;
import io.wugan.devices.display.DisplaySettings.Answering;
import io.wugan.devices.display.DisplaySettings.Look;
import io.wugan.devices.display.DisplaySettings.Network;
import io.wugan.devices.serial.SerialBuses;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Panels on a network, against real sockets of this machine. */
class PanelOnNetworkTest {

  private static final Announcement TEXT =
      new Announcement(List.of("浙A12345", "欢迎光临"), "欢迎光临", OptionalInt.empty());

  private final ExecutorService peer = Executors.newSingleThreadExecutor();
  private final SerialBuses buses = new SerialBuses();

  @AfterEach
  void stop() {
    peer.shutdownNow();
  }

  private Display lcd(boolean udp, int port) {
    return display(PanelType.LCD, udp, port);
  }

  private Display display(PanelType type, boolean udp, int port) {
    DisplaySettings settings =
        new DisplaySettings(
            type, new Network(udp, "127.0.0.1", port), 0, Answering.STANDARD, Look.standard(type));
    return Displays.open("E1", settings, buses);
  }

  private static DatagramPacket receive(DatagramSocket socket) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    socket.setSoTimeout(5000);
    socket.receive(packet);
    return packet;
  }

  private static void reply(DatagramSocket socket, DatagramPacket to, String text)
      throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
  }

  @Test
  void udp_silentOnceThenGarbledThenRight_isTriedThreeTimes() throws Exception {
    try (DatagramSocket panel = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        Display lcd = lcd(true, panel.getLocalPort())) {
      Future<String> heard =
          peer.submit(
              () -> {
                receive(panel);
                reply(panel, receive(panel), "oops");
                DatagramPacket third = receive(panel);
                reply(panel, third, "{\"code\":0}");
                return new String(third.getData(), 0, third.getLength(), StandardCharsets.UTF_8);
              });
      lcd.announce(TEXT);
      assertThat(heard.get())
          .startsWith("{\"cmd\":\"show\",\"line1\":\"浙A12345\",\"line2\":\"欢迎光临\"")
          .contains("\"voice\":\"欢迎光临\"")
          .endsWith("}");
    }
  }

  @Test
  void udp_nobodyThere_failsWithinASecond() throws Exception {
    int free;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (Display lcd = lcd(true, free)) {
      long from = System.nanoTime();
      assertThatThrownBy(() -> lcd.announce(TEXT)).hasMessageStartingWith("E1: ");
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(1100));
    }
  }

  @Test
  void tcp_connectionCutByThePanel_isMadeAnew() throws Exception {
    try (ServerSocket panel = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Display lcd = lcd(false, panel.getLocalPort())) {
      panel.setSoTimeout(5000);
      Future<Integer> lines =
          peer.submit(
              () -> {
                int heard = 0;
                for (int i = 0; i < 2; i++) {
                  try (Socket socket = panel.accept()) {
                    var in =
                        new java.io.BufferedReader(
                            new java.io.InputStreamReader(
                                socket.getInputStream(), StandardCharsets.UTF_8));
                    // Answers two requests on each connection, in pieces, and hangs up.
                    for (int j = 0; j < 2 && in.readLine() != null; j++) {
                      heard++;
                      socket.getOutputStream().write("{\"ok\"".getBytes(StandardCharsets.UTF_8));
                      socket.getOutputStream().flush();
                      socket.getOutputStream().write(":true}".getBytes(StandardCharsets.UTF_8));
                    }
                  }
                }
                return heard;
              });
      for (int i = 0; i < 4; i++) {
        lcd.announce(TEXT);
      }
      assertThat(lines.get()).isEqualTo(4);
    }
  }

  @Test
  void tcp_nobodyThere_isTold() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (Display lcd = lcd(false, free)) {
      assertThatThrownBy(() -> lcd.announce(TEXT))
          .hasMessageContaining("tcp://127.0.0.1:" + free)
          .hasMessageContaining("refused");
    }
  }

  @Test
  void tcp_carriesFramesOfSerialPanelsToo() throws Exception {
    try (ServerSocket converter = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Display panel = display(PanelType.OLM, false, converter.getLocalPort())) {
      converter.setSoTimeout(5000);
      Future<byte[]> frame =
          peer.submit(
              () -> {
                try (Socket socket = converter.accept()) {
                  byte[] heard = socket.getInputStream().readNBytes(17);
                  byte[] answer = {0, 0x64, -1, -1, 0x30, 0, 0, 0};
                  int crc = Checksums.crc16(answer, 0, 6);
                  answer[6] = (byte) crc;
                  answer[7] = (byte) (crc >> 8);
                  socket.getOutputStream().write(answer);
                  return heard;
                }
              });
      panel.announce(new Announcement(List.of(), "欢迎光临", OptionalInt.empty()));
      assertThat(frame.get())
          .isEqualTo(java.util.HexFormat.of().parseHex("0064ffff300901bbb6d3adb9e2c1d93258"));
    }
  }
}
