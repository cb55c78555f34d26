package io.wugan.lab.proof.sister;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The network camera of a lane: MJPEG over HTTP, {@link Drives#FPS} pictures a second. It shows an
 * empty lane until a vehicle is sent; the moment at which its last picture with a plate goes out is
 * the truth. Vehicles wait for one another. Thread-safe.
 */
final class LaneCamera implements AutoCloseable {

  static final int PORT = 8080;

  private static final int MOST_WAITING = 64;
  // Longer than a lane waits for a plate to come back (tracking.lostAfter, 0.8 s).
  private static final int EMPTY_BETWEEN = 2 * Drives.FPS;
  private static final long PERIOD_NANOS = 1_000_000_000L / Drives.FPS;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final ServerSocket server;
  private final List<byte[]> empty;
  private final Queue<Sent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final List<Socket> watchers = new CopyOnWriteArrayList<>();
  private final Thread stage;
  private volatile boolean closed;

  private record Sent(Drive drive, Consumer<Moment> crossed) {}

  /**
   * @param address where it listens
   * @param empty pictures of the empty lane
   */
  LaneCamera(String address, List<byte[]> empty) throws IOException {
    this.empty = List.copyOf(empty);
    this.server = new ServerSocket(PORT, 10, InetAddress.getByName(address));
    this.stage = daemon(this::play, "camera-" + address);
    daemon(this::accept, "camera-accept-" + address);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  String url() {
    return "http://%s:%d/lane".formatted(server.getInetAddress().getHostAddress(), PORT);
  }

  /** Whether a board looks. */
  boolean isWatched() {
    return !watchers.isEmpty();
  }

  /**
   * Lets a vehicle drive through, after those sent before.
   *
   * @param crossed told when it crosses, on the camera's thread
   * @return whether there was room: {@value #MOST_WAITING} wait
   */
  boolean send(Drive drive, Consumer<Moment> crossed) {
    return waiting.offer(new Sent(drive, crossed));
  }

  private void play() {
    long next = System.nanoTime();
    while (!closed) {
      Sent sent = waiting.poll();
      if (sent != null) {
        List<byte[]> pictures = sent.drive.pictures();
        for (int i = 0; i < pictures.size(); i++) {
          show(pictures.get(i), next += PERIOD_NANOS);
          if (i == sent.drive.last()) {
            sent.crossed.accept(Moment.now());
          }
        }
      }
      int pause = sent == null ? 1 : EMPTY_BETWEEN;
      for (int i = 0; i < pause; i++) {
        show(empty.get((int) (next / PERIOD_NANOS % empty.size())), next += PERIOD_NANOS);
      }
    }
  }

  private void show(byte[] jpeg, long atNanos) {
    for (long left = atNanos - System.nanoTime();
        left > 0 && !closed;
        left = atNanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    for (Socket watcher : watchers) {
      try {
        OutputStream out = watcher.getOutputStream();
        String head = "Content-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(jpeg);
        out.write("\r\n--b\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
      } catch (IOException gone) {
        leave(watcher);
      }
    }
  }

  private void leave(Socket watcher) {
    watchers.remove(watcher);
    try {
      watcher.close();
    } catch (IOException gone) {
      // It hung up, and is not written to again.
    }
  }

  private void accept() {
    while (!closed) {
      try {
        greet(server.accept());
      } catch (IOException ended) {
        // The next turn asks whether the camera was closed; a watcher that gave up comes again.
      }
    }
  }

  private void greet(Socket watcher) throws IOException {
    watcher.setSoTimeout((int) STOP_LIMIT.toMillis());
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(watcher.getInputStream(), StandardCharsets.US_ASCII));
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      line = in.readLine();
    }
    String head =
        "HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=b\r\n\r\n--b\r\n";
    watcher.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    watchers.add(watcher);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    watchers.forEach(this::leave);
    try {
      stage.join(STOP_LIMIT.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
