package io.wugan.sync.evidence;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server for pictures that can go on with one, and be as bad as a test wants. */
final class PictureStore implements AutoCloseable {

  /** Takes a picture, or goes on with it. */
  static final int TAKE = 201;

  /** Takes some of it and hangs up. */
  static final int BREAK = -1;

  private static final int BROKEN_AFTER = 300;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Map<String, ByteArrayOutputStream> parts = new ConcurrentHashMap<>();
  private final Map<String, byte[]> whole = new ConcurrentHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private volatile Function<String, Integer> answer = path -> TAKE;

  PictureStore() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Content-Range");
      synchronized (requests) {
        requests.add(range == null ? "all" : range);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      }
      int wanted = answer.apply(path);
      if (range != null && range.startsWith("bytes */")) {
        status(exchange, path);
      } else if (wanted == BREAK) {
        part(path, range).write(exchange.getRequestBody().readNBytes(BROKEN_AFTER));
      } else {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (wanted == TAKE) {
          part(path, range).write(body);
          whole.put(path, parts.remove(path).toByteArray());
        }
        exchange.sendResponseHeaders(wanted, -1);
      }
    }
  }

  private ByteArrayOutputStream part(String path, String range) {
    if (range == null) {
      parts.put(path, new ByteArrayOutputStream());
    }
    return parts.computeIfAbsent(path, name -> new ByteArrayOutputStream());
  }

  private void status(HttpExchange exchange, String path) throws IOException {
    if (whole.containsKey(path)) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    ByteArrayOutputStream some = parts.get(path);
    if (some != null && some.size() > 0) {
      exchange.getResponseHeaders().set("Range", "bytes=0-" + (some.size() - 1));
    }
    exchange.sendResponseHeaders(308, -1);
  }

  /** What it answers to a path: a status, or {@link #BREAK}. */
  void answers(Function<String, Integer> wanted) {
    answer = wanted;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Map<String, byte[]> whole() {
    return whole;
  }

  List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  List<String> authorizations() {
    synchronized (requests) {
      return List.copyOf(authorizations);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
