package io.wugan.sync.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Carries TCP connections from an address of its own to a port of this machine. */
public final class Relay implements AutoCloseable {

  private final ServerSocket server;
  private final AtomicLong carried = new AtomicLong();
  private volatile int target;

  private Relay(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  public static Relay at(String address, int target) throws IOException {
    Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getByName(address)), target);
    thread(relay::accept);
    return relay;
  }

  /** Where connections go from now on. */
  public void to(int port) {
    target = port;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Bytes that clients sent so far. */
  public long carried() {
    return carried.get();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void thread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // The other end, or the test, is done.
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (!server.isClosed()) {
      Socket client = server.accept();
      Socket there = new Socket();
      there.connect(new InetSocketAddress("127.0.0.1", target));
      thread(() -> pump(client, there, carried));
      thread(() -> pump(there, client, new AtomicLong()));
    }
  }

  private static void pump(Socket from, Socket to, AtomicLong count) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[4096];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        count.addAndGet(n);
        out.write(bytes, 0, n);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
