package io.wugan.agent.enrol;

import io.wugan.core.text.Bilingual;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * The requests of RFC 7030 that a board makes. Follows no redirect, and always checks the server's
 * certificate with its name. Confined to one thread; blocks for at most {@value #ANSWER_SECONDS}
 * seconds a request.
 */
final class EstClient {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
  private static final long ANSWER_SECONDS = 40;
  private static final int MOST_BYTES = 256 * 1024;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final Duration USUAL_WAIT = Duration.ofMinutes(1);

  /**
   * What came of a request for a certificate.
   *
   * @param certificates empty if the cloud has not decided yet
   * @param again when to ask again, if it has not
   */
  record Answer(List<X509Certificate> certificates, Duration again) {}

  /**
   * What the server says of its authorities.
   *
   * @param certificates those that may sign boards' certificates
   * @param time what its clock says; empty if it does not tell
   */
  record Authorities(List<X509Certificate> certificates, Optional<Instant> time) {}

  private final URI base;
  private final HttpClient client;
  private final EstFailures failures;

  /**
   * @param base see {@link EnrolSettings#url()}
   * @param context whom to trust, and who the board is
   */
  EstClient(URI base, SSLContext context) {
    this.base = base;
    this.failures = new EstFailures(base);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(context)
            .build();
  }

  /** {@code GET /cacerts} (section 4.1). */
  Authorities authorities() throws EnrolException, InterruptedException {
    HttpResponse<byte[]> answer = send(request("/cacerts").GET().build());
    if (answer.statusCode() != OK) {
      throw failures.refusal("cacerts", answer.statusCode(), answer.body());
    }
    return new Authorities(certificates(answer), date(answer));
  }

  /**
   * {@code POST /simpleenroll} (section 4.2.1), with the name and the token as user and password
   * (section 3.2.3).
   *
   * @param request PKCS#10, DER
   */
  Answer enrol(byte[] request, String name, Claim claim)
      throws EnrolException, InterruptedException {
    String login =
        Base64.getEncoder()
            .encodeToString((name + ":" + claim.token()).getBytes(StandardCharsets.UTF_8));
    return post("/simpleenroll", request, Optional.of("Basic " + login));
  }

  /** {@code POST /simplereenroll} (section 4.2.2), in the name of the present certificate. */
  Answer renew(byte[] request) throws EnrolException, InterruptedException {
    return post("/simplereenroll", request, Optional.empty());
  }

  private Answer post(String operation, byte[] request, Optional<String> login)
      throws EnrolException, InterruptedException {
    HttpRequest.Builder post =
        request(operation)
            .header("Content-Type", "application/pkcs10")
            .header("Content-Transfer-Encoding", "base64")
            .POST(BodyPublishers.ofByteArray(Base64.getMimeEncoder().encode(request)));
    login.ifPresent(value -> post.header("Authorization", value));
    HttpResponse<byte[]> answer = send(post.build());
    return switch (answer.statusCode()) {
      case OK -> new Answer(certificates(answer), Duration.ZERO);
      case ACCEPTED -> new Answer(List.of(), retryAfter(answer));
      default -> throw failures.refusal(operation, answer.statusCode(), answer.body());
    };
  }

  private HttpRequest.Builder request(String operation) {
    return HttpRequest.newBuilder(URI.create(base + operation))
        .timeout(Duration.ofSeconds(ANSWER_SECONDS));
  }

  private HttpResponse<byte[]> send(HttpRequest request)
      throws EnrolException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, info -> new LimitedBody(MOST_BYTES));
    try {
      // The request's own limit ends with the headers.
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failures.trouble(failed.getCause() == null ? failed : failed.getCause());
    } catch (TimeoutException late) {
      throw EnrolException.later(
          new Bilingual(
              base + ": no whole answer within " + ANSWER_SECONDS + " s",
              base + "：" + ANSWER_SECONDS + " 秒内未收到完整应答"),
          late);
    } finally {
      answer.cancel(true);
    }
  }

  private List<X509Certificate> certificates(HttpResponse<byte[]> answer) throws EnrolException {
    try {
      return CertsOnly.parse(answer.body());
    } catch (IOException other) {
      throw EnrolException.refused(
          new Bilingual(
              base + " is no EST server: " + other.getMessage(),
              base + " 不是 EST 服务器：" + other.getMessage()),
          other);
    }
  }

  // RFC 9110, 10.2.3: seconds, or a date by the server's clock.
  private static Duration retryAfter(HttpResponse<byte[]> answer) {
    String text = answer.headers().firstValue("Retry-After").orElse("").strip();
    Duration wait = USUAL_WAIT;
    try {
      if (text.matches("[0-9]{1,9}")) {
        wait = Duration.ofSeconds(Long.parseLong(text));
      } else if (!text.isEmpty()) {
        Instant then = httpDate(text);
        wait = Duration.between(date(answer).orElseGet(Instant::now), then);
      }
    } catch (DateTimeException unreadable) {
      wait = USUAL_WAIT;
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static Optional<Instant> date(HttpResponse<byte[]> answer) {
    try {
      return answer.headers().firstValue("Date").map(EstClient::httpDate);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Instant httpDate(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
