package io.wugan.devices.display;

import io.wugan.devices.serial.AnswerCheck;
import io.wugan.devices.serial.AnswerCheck.Verdict;
import io.wugan.devices.serial.Request;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/**
 * Datagrams to a panel and back; only the panel's own are taken. A socket for each request: an
 * answer that comes too late reaches nobody. Confined to one thread.
 */
final class UdpLine implements PanelLine {

  private static final int LARGEST = 2048;

  private final DisplaySettings.Network network;

  UdpLine(DisplaySettings.Network network) {
    this.network = network;
  }

  @Override
  public String exchange(Request request, long deadlineNanos) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      InetSocketAddress panel = new InetSocketAddress(network.host(), network.port());
      if (panel.isUnresolved()) {
        throw new IOException(network + ": no such host");
      }
      socket.connect(panel);
      byte[] bytes = request.bytes();
      socket.send(new DatagramPacket(bytes, bytes.length));
      if (request.check().isEmpty()) {
        return "sent; this panel does not answer";
      }
      long until = Math.min(deadlineNanos, System.nanoTime() + request.answerWithin().toNanos());
      return await(socket, request.check().get(), until);
    }
  }

  private String await(DatagramSocket socket, AnswerCheck check, long untilNanos)
      throws IOException {
    Verdict verdict = check.look(new byte[0], 0);
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    for (long left = millisTo(untilNanos); left > 0; left = millisTo(untilNanos)) {
      socket.setSoTimeout((int) left);
      try {
        packet.setLength(LARGEST);
        socket.receive(packet);
        verdict = check.look(packet.getData(), packet.getLength());
        if (verdict.answered()) {
          return verdict.what();
        }
      } catch (SocketTimeoutException over) {
        break;
      }
    }
    throw new IOException(network + ": no answer; " + verdict.what());
  }

  private static long millisTo(long nanos) {
    return (nanos - System.nanoTime()) / 1_000_000;
  }

  @Override
  public void close() {
    // Each request closes its own socket.
  }
}
