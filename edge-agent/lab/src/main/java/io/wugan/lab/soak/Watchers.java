package io.wugan.lab.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever looks at a board: a person at its page, who has a lane's picture and the overview open,
 * and a monitoring system. Thread-safe.
 */
final class Watchers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Watchers.class);
  private static final Pattern FIGURE =
      Pattern.compile("([a-z_]+)(\\{[^}]*\\})? ([-+0-9.eENaIinf]+)");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "soak";
  private static final String PASSWORD = "walks past a gate 7";

  /** The board's certificate is its own, made at its start. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private final HttpClient client;
  private final URI page;
  private final URI metrics;
  private final AtomicLong pictures = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final ScheduledExecutorService person =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "soak-person");
            thread.setDaemon(true);
            return thread;
          });
  private volatile String cookie = "";

  Watchers(int page, int metrics) {
    this.page = URI.create("https://127.0.0.1:" + page + "/api/v1/");
    this.metrics = URI.create("http://127.0.0.1:" + metrics + "/metrics");
    this.client = HttpClient.newBuilder().sslContext(trusting()).connectTimeout(LIMIT).build();
  }

  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      return context;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no TLS", missing);
    }
  }

  /**
   * Becomes the board's first user.
   *
   * @param code first-use code
   */
  void enter(String code) throws IOException, InterruptedException {
    String body =
        JSON.createObjectNode()
            .put("code", code)
            .put("name", NAME)
            .put("password", PASSWORD)
            .toString();
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(page.resolve("first-use"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    cookie =
        answer
            .headers()
            .firstValue("Set-Cookie")
            .map(whole -> whole.split(";", 2)[0])
            .orElseThrow(
                () -> new IOException("no way in: " + answer.statusCode() + " " + answer.body()));
  }

  /** Looks at a lane, as the page does: twice a second its picture, each two seconds the rest. */
  @SuppressWarnings("FutureReturnValueIgnored") // a turn reports its own failures
  void watch(String lane) {
    person.scheduleWithFixedDelay(() -> turn(() -> live(lane)), 0, 500, TimeUnit.MILLISECONDS);
    person.scheduleWithFixedDelay(
        () ->
            turn(
                () -> {
                  ask("lanes/" + lane + "/aim");
                  ask("overview");
                }),
        1000,
        2000,
        TimeUnit.MILLISECONDS);
  }

  private interface Turn {
    void run() throws IOException, InterruptedException;
  }

  private void turn(Turn turn) {
    try {
      turn.run();
    } catch (IOException away) {
      failures.incrementAndGet();
      log.debug("the page does not answer: {}", away.getMessage());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void live(String lane) throws IOException, InterruptedException {
    HttpResponse<byte[]> told = ask("lanes/" + lane + "/live");
    if (told.statusCode() == 200) {
      long number = JSON.readTree(told.body()).path("number").asLong();
      HttpResponse<byte[]> picture = ask("lanes/" + lane + "/live/" + number);
      if (picture.statusCode() == 200 && picture.body().length > 1000) {
        pictures.incrementAndGet();
      }
    }
  }

  private HttpResponse<byte[]> ask(String what) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(page.resolve(what)).timeout(LIMIT).header("Cookie", cookie).build(),
        BodyHandlers.ofByteArray());
  }

  /** All figures of the board, by name and labels. */
  Map<String, Double> figures() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(metrics).timeout(LIMIT).build(), BodyHandlers.ofString());
    Map<String, Double> figures = new TreeMap<>();
    for (String line : answer.body().split("\n", -1)) {
      Matcher parts = FIGURE.matcher(line);
      if (parts.matches()) {
        String labels = parts.group(2) == null ? "" : parts.group(2);
        figures.put(
            parts.group(1) + labels, Double.valueOf(parts.group(3).replace("Inf", "Infinity")));
      }
    }
    return figures;
  }

  /** Pictures of a lane that were seen. */
  long pictures() {
    return pictures.get();
  }

  /** Questions to the page that were not answered. */
  long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    person.shutdownNow();
  }
}
