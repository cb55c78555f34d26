package io.wugan.agent.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wugan.core.ledger.LedgerException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /metrics} with the figures, and {@code GET /health} with 200 or 503 and what
 * is wrong. Without a login, because nothing of it is anybody's secret: it listens on the board
 * alone unless it is told otherwise. Two requests at a time; eight wait, further ones are cut off.
 */
public final class MetricsServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MetricsServer.class);
  private static final int THREADS = 2;
  private static final int WAITING = 8;
  private static final String MOST_SECONDS = "10";
  private static final int OK = 200;
  private static final int BAD_METHOD = 405;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  /** An answer. */
  private record Answer(int status, String type, String text) {}

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Supplier<String> metrics;
  private final Supplier<BoardHealth> health;

  private MetricsServer(HttpServer server, Supplier<String> metrics, Supplier<BoardHealth> health) {
    this.server = server;
    this.metrics = metrics;
    this.health = health;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "metrics-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts it.
   *
   * @param metrics figures
   * @param health what is wrong
   * @throws IOException if it cannot listen there
   */
  public static MetricsServer start(
      MetricsSettings settings, Supplier<String> metrics, Supplier<BoardHealth> health)
      throws IOException {
    // A client that says nothing, or reads nothing, is cut off: read when the first server is made.
    System.setProperty("sun.net.httpserver.maxReqTime", MOST_SECONDS);
    System.setProperty("sun.net.httpserver.maxRspTime", MOST_SECONDS);
    MetricsServer started = new MetricsServer(listen(settings), metrics, health);
    started.server.setExecutor(started.threads);
    started.server.createContext("/", started::answer);
    started.server.start();
    log.info("figures at http://{}:{}/metrics", settings.listen(), started.port());
    return started;
  }

  private static HttpServer listen(MetricsSettings settings) throws IOException {
    try {
      InetAddress address = InetAddress.getByName(settings.listen());
      return HttpServer.create(new InetSocketAddress(address, settings.port()), WAITING);
    } catch (IOException refused) {
      throw new IOException(
          "metrics.listen %s, metrics.port %d: %s"
              .formatted(settings.listen(), settings.port(), refused.getMessage()),
          refused);
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.sendResponseHeaders(answer.status(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private Answer answer(String method, String path) {
    if (!method.equals("GET")) {
      return plain(BAD_METHOD, "GET is wanted\n");
    }
    try {
      if (path.equals("/metrics")) {
        return new Answer(OK, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
      }
      if (path.equals("/health")) {
        BoardHealth now = health.get();
        return new Answer(now.isWell() ? OK : UNAVAILABLE, "application/json", now.json());
      }
    } catch (LedgerException unreadable) {
      return plain(UNAVAILABLE, "the ledger cannot be read: " + unreadable.getMessage() + "\n");
    } catch (RuntimeException fault) { // top of a request: the next must be answered
      log.error("{} was not answered", path, fault);
      return plain(UNAVAILABLE, "a fault; the log has more\n");
    }
    return plain(NOT_FOUND, "/metrics or /health is wanted\n");
  }

  private static Answer plain(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", text);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
