package io.wugan.lab.proof.sister;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The LCD panel of a lane: takes JSON by UDP, as docs/hardware/led.md says, answers, and remembers
 * what it has shown. Thread-safe.
 */
final class LanePanel implements AutoCloseable {

  static final int PORT = 6666;

  private static final int MOST_BYTES = 4096;
  private static final int LINES = 4;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final DatagramSocket socket;
  private final List<Shown> shown = new CopyOnWriteArrayList<>();

  /**
   * What stood on it.
   *
   * @param at since when
   * @param lines those that were not empty
   */
  record Shown(Moment at, List<String> lines) {
    Shown {
      lines = List.copyOf(lines);
    }
  }

  /**
   * @param address where it listens
   */
  LanePanel(String address) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(address, PORT));
    Thread thread = new Thread(this::listen, "panel-" + address);
    thread.setDaemon(true);
    thread.start();
  }

  /** All that was shown so far, the oldest first. */
  List<Shown> shown() {
    return List.copyOf(shown);
  }

  private void listen() {
    byte[] bytes = new byte[MOST_BYTES];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        socket.receive(packet);
        shown.add(new Shown(Moment.now(), lines(MAPPER.readTree(bytes, 0, packet.getLength()))));
        byte[] answer = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException unreadable) {
        // Closed, which the loop's condition knows; or no JSON: without an answer it comes again.
      }
    }
  }

  private static List<String> lines(JsonNode json) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= LINES; i++) {
      String line = json.path("line" + i).asText();
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  @Override
  public void close() {
    socket.close();
  }
}
