package io.wugan.lab.plug;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A server of TCP on the loopback that is there or not, always at the same port. Pulled and put by
 * the proof's thread; each connection has a thread of its own.
 */
final class LoopbackServer implements Plug, Closeable {

  /** Serves one connection until it ends. */
  @FunctionalInterface
  interface Service {
    void serve(Socket socket) throws IOException, InterruptedException;
  }

  private static final int BACKLOG = 10;

  private final String name;
  private final Service service;
  private final int port;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private @Nullable ServerSocket server;

  LoopbackServer(String name, Service service) throws IOException {
    this.name = name;
    this.service = service;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  @Override
  public void put() throws IOException {
    if (server != null) {
      return;
    }
    ServerSocket fresh = new ServerSocket();
    fresh.setReuseAddress(true);
    fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server = fresh;
    daemon(() -> accept(fresh), name);
  }

  @Override
  public void pull() throws IOException {
    ServerSocket running = server;
    server = null;
    if (running != null) {
      running.close();
    }
    for (Socket each : connections) {
      each.close();
    }
    connections.clear();
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket socket = from.accept();
        connections.add(socket);
        daemon(() -> serve(socket), name + "-connection");
      } catch (IOException pulled) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      service.serve(socket);
    } catch (IOException gone) {
      connections.remove(socket); // pulled, or the agent has hung up
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    pull();
  }
}
