package io.wugan.devices.camera;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;

/** A network camera of MJPEG over HTTP, on the loopback; it can hang and die on demand. */
final class MjpegServer implements AutoCloseable {

  static final int PERIOD_MILLIS = 40;

  private final ServerSocket server;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean hanging; // guarded by lock
  private volatile String login = "";
  private volatile boolean frozen;
  private volatile int widthPx = 160;
  private volatile int heightPx = 96;

  private MjpegServer(int port) throws IOException {
    server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
    daemon(this::accept, "mjpeg-server");
  }

  static MjpegServer start() throws IOException {
    return new MjpegServer(0);
  }

  static MjpegServer start(int port) throws IOException {
    return new MjpegServer(port);
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/video";
  }

  /** First lines and headers of every request so far. */
  List<String> requests() {
    return new ArrayList<>(requests);
  }

  /** Says nothing more on any connection, but keeps them. */
  void hang(boolean now) {
    lock.lock();
    try {
      hanging = now;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wants user and password from now on (RFC 7617). */
  void wantLogin(String user, String password) {
    String both = user + ":" + password;
    login = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the same picture again and again. */
  void freeze() {
    frozen = true;
  }

  void resize(int toWidthPx, int toHeightPx) {
    widthPx = toWidthPx;
    heightPx = toHeightPx;
  }

  /** Cuts every connection. */
  void cut() throws IOException {
    for (Socket socket : connections) {
      socket.close();
    }
    connections.clear();
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!closed.get()) {
      try {
        Socket socket = server.accept();
        connections.add(socket);
        daemon(() -> serve(socket), "mjpeg-connection");
      } catch (IOException ended) {
        closed.set(true);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      StringBuilder request = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        request.append(line).append('\n');
      }
      requests.add(request.toString());
      OutputStream out = socket.getOutputStream();
      if (!request.toString().contains(login)) {
        out.write(
            ascii(
                "HTTP/1.0 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"cam\"\r\n"
                    + "Content-Length: 0\r\n\r\n"));
        return;
      }
      out.write(
          ascii(
              "HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=b\r\n\r\n--b\r\n"));
      for (int i = 0; !closed.get() && awaitPeriod(); i++) {
        byte[] jpeg = jpeg(frozen ? 0 : i);
        out.write(ascii("Content-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n"));
        out.write(jpeg);
        out.write(ascii("\r\n--b\r\n"));
        out.flush();
      }
    } catch (IOException gone) {
      connections.remove(socket); // the reader hung up, or the test cut the line
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitPeriod() throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
      while (left > 0) {
        left = changed.awaitNanos(left);
      }
      while (hanging && !closed.get()) {
        changed.await(1, TimeUnit.SECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private byte[] jpeg(int number) throws IOException {
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(40, 90, 40));
    pen.fillRect(0, 0, widthPx, heightPx);
    pen.setColor(new Color(200, 180, 60));
    pen.fillRect(number * 3 % widthPx, 20, 40, 40);
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    closed.set(true);
    server.close();
    hang(false);
    cut();
  }
}
