package io.wugan.devices.display;

import io.wugan.devices.serial.AnswerCheck.Verdict;
import io.wugan.devices.serial.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of TCP to a panel, or to a converter with panels behind it. Made at the first
 * request and kept; after a failure it is closed, and the next request makes another. Confined to
 * one thread but for {@link #close}.
 */
final class TcpLine implements PanelLine {

  private static final Logger log = LoggerFactory.getLogger(TcpLine.class);
  private static final int LARGEST = 2048;

  private final DisplaySettings.Network network;
  private volatile @Nullable Socket connection;

  TcpLine(DisplaySettings.Network network) {
    this.network = network;
  }

  @Override
  public String exchange(Request request, long deadlineNanos) throws IOException {
    boolean good = false;
    try {
      String answer = talk(connected(deadlineNanos), request, deadlineNanos);
      good = true;
      return answer;
    } finally {
      // What comes late must not be taken for the next answer.
      if (!good) {
        close();
      }
    }
  }

  private Socket connected(long deadlineNanos) throws IOException {
    Socket open = connection;
    if (open != null) {
      return open;
    }
    Socket socket = new Socket();
    connection = socket;
    socket.setTcpNoDelay(true);
    InetSocketAddress panel = new InetSocketAddress(network.host(), network.port());
    if (panel.isUnresolved()) {
      throw new IOException(network + ": no such host");
    }
    try {
      socket.connect(panel, (int) Math.max(1, millisTo(deadlineNanos)));
    } catch (IOException unreachable) {
      throw new IOException(network + ": " + unreachable.getMessage(), unreachable);
    }
    return socket;
  }

  private String talk(Socket socket, Request request, long deadlineNanos) throws IOException {
    InputStream in = socket.getInputStream();
    in.skipNBytes(in.available());
    socket.getOutputStream().write(request.bytes());
    if (request.check().isEmpty()) {
      return "sent; this panel does not answer";
    }
    long until = Math.min(deadlineNanos, System.nanoTime() + request.answerWithin().toNanos());
    byte[] received = new byte[LARGEST];
    int length = 0;
    Verdict verdict = request.check().get().look(received, 0);
    for (long left = millisTo(until); left > 0; left = millisTo(until)) {
      if (length == LARGEST) {
        length = LARGEST / 2;
        received = Arrays.copyOf(Arrays.copyOfRange(received, length, LARGEST), LARGEST);
      }
      socket.setSoTimeout((int) left);
      int read;
      try {
        read = in.read(received, length, LARGEST - length);
      } catch (SocketTimeoutException over) {
        break;
      }
      if (read < 0) {
        throw new IOException(network + ": the panel has hung up");
      }
      length += read;
      verdict = request.check().get().look(received, length);
      if (verdict.answered()) {
        return verdict.what();
      }
    }
    throw new IOException(network + ": no answer; " + verdict.what());
  }

  private static long millisTo(long nanos) {
    return (nanos - System.nanoTime()) / 1_000_000;
  }

  @Override
  public void close() {
    Socket open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException already) {
        log.debug("{}: not closed in good order", network, already);
      }
    }
  }
}
