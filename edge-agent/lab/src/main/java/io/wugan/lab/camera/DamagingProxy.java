package io.wugan.lab.camera;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A line that damages what a camera sends, on demand, and can be cut. Two threads for each
 * connection. Thread-safe.
 */
final class DamagingProxy implements AutoCloseable {

  private static final int ONE_IN = 3_000;
  private static final long SEED = 11;

  private final ServerSocket server;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean damaging;
  private volatile boolean closed;

  DamagingProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept, "proxy-accept");
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  String url(String path) {
    return "rtsp://127.0.0.1:" + server.getLocalPort() + "/" + path;
  }

  /** From now on one byte in {@value #ONE_IN} is another one. */
  void damage(boolean now) {
    damaging = now;
  }

  /** Cuts every connection. */
  void cut() throws IOException {
    for (Socket socket : List.copyOf(sockets)) {
      socket.close(); // whoever copies takes it off the list
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket here = server.accept();
        Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(here);
        sockets.add(there);
        daemon(() -> copy(here, there, false), "proxy-to-camera");
        daemon(() -> copy(there, here, true), "proxy-from-camera");
      } catch (IOException gone) {
        // Closed, or the camera is not there: whoever connects is told by a closed line.
        closed = server.isClosed();
      }
    }
  }

  private void copy(Socket from, Socket to, boolean fromCamera) {
    byte[] bytes = new byte[16_384];
    Random random = new Random(SEED);
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        if (fromCamera && damaging) {
          for (int at = random.nextInt(ONE_IN); at < count; at += 1 + random.nextInt(ONE_IN)) {
            bytes[at] ^= (byte) (1 + random.nextInt(255));
          }
        }
        out.write(bytes, 0, count);
      }
    } catch (IOException cut) {
      sockets.remove(from); // the other side ends by the closed socket
    }
    sockets.remove(from);
    sockets.remove(to);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    cut();
  }
}
