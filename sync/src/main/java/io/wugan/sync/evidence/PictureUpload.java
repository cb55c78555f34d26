package io.wugan.sync.evidence;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one picture to an address that somebody else has signed, and goes on where it stopped.
 *
 * <pre>
 * PUT, all of it ── 2xx ───────────────────────────────▶ done
 *   │ broken, 408, 429, 5xx
 *   ▼
 * PUT, Content-Range: bytes &#42;/N, nothing ── 2xx ────▶ done
 *   │ 308, Range: bytes=0-K       │ anything else: the server knows nothing of it
 *   ▼                             ▼
 * PUT, Content-Range: bytes K+1-…/N     PUT, all of it
 * </pre>
 *
 * <p>308 with {@code Range} is what object stores answer to an upload that can go on (Google Cloud
 * Storage, "Resumable uploads"); those that cannot get the whole picture once more. The picture's
 * hash goes with it (Repr-Digest, RFC 9530). Thread-safe; blocks.
 */
public final class PictureUpload {

  private static final Logger log = LoggerFactory.getLogger(PictureUpload.class);
  private static final int RESUME = 308;
  private static final int TIMED_OUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final int OK = 200;
  private static final int MULTIPLE = 300;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final Pattern HAS = Pattern.compile("bytes=0-([0-9]{1,9})");

  private final HttpClient client;

  /** Trusts the authorities of the Java platform. */
  public PictureUpload() {
    this.client = client().build();
  }

  /**
   * @param context whom to trust, and who the board is
   */
  public PictureUpload(SSLContext context) {
    this.client = client().sslContext(context).build();
  }

  /** Follows no redirect: an address that somebody has signed is the one that is meant. */
  private static HttpClient.Builder client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_LIMIT)
        .followRedirects(HttpClient.Redirect.NEVER);
  }

  /**
   * How a picture is put.
   *
   * @param limit for all tries together
   * @param bytesPerSecond no faster than this; 0 for as fast as it goes
   * @param hold whether somebody else needs the line at this moment; may be asked on any thread,
   *     often, and must not throw
   * @param begun whether the server may have a part of it already, and is asked first
   */
  public record Manner(Duration limit, long bytesPerSecond, BooleanSupplier hold, boolean begun) {

    /** As fast as it goes. */
    public static Manner within(Duration limit) {
      return new Manner(limit, 0, () -> false, false);
    }
  }

  /**
   * Whether this may carry a picture: {@code https://}, or {@code http://} to this very machine,
   * for trying.
   */
  public static boolean mayCarry(URI address) {
    String scheme = String.valueOf(address.getScheme());
    String host = String.valueOf(address.getHost());
    boolean here = host.equals("127.0.0.1") || host.equals("localhost");
    return address.getHost() != null
        && address.getUserInfo() == null
        && (scheme.equals("https") || (scheme.equals("http") && here));
  }

  /**
   * Puts a picture.
   *
   * @param jpeg the file
   * @param sha256 its hash, 64 hexadecimal digits
   * @param address see {@link #mayCarry}
   * @param headers more of them, which the signature asks for
   * @param limit for all tries together
   * @return how many requests it took
   * @throws IOException if the server refuses it, or it is not there within {@code limit}
   */
  public int put(
      byte[] jpeg, String sha256, URI address, Map<String, String> headers, Duration limit)
      throws IOException, InterruptedException {
    return put(jpeg, sha256, address, headers, Manner.within(limit));
  }

  /**
   * Puts a picture in a manner of its own: see {@link #put(byte[], String, URI, Map, Duration)}.
   *
   * @throws UploadRefusedException if the server refuses it
   */
  public int put(
      byte[] jpeg, String sha256, URI address, Map<String, String> headers, Manner manner)
      throws IOException, InterruptedException {
    Attempt attempt = new Attempt(jpeg, sha256, address, headers, manner);
    long pause = FIRST_PAUSE_MILLIS;
    while (!attempt.send()) {
      if (attempt.left().isNegative()) {
        throw new IOException(
            "not there within " + manner.limit().toSeconds() + " s, last: " + attempt.trouble());
      }
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(1, pause + 1));
      pause *= 2;
    }
    return attempt.requests();
  }

  /** One upload under way. Confined to the thread that puts. */
  private final class Attempt {
    private final byte[] jpeg;
    private final String sha256;
    private final URI address;
    private final Map<String, String> headers;
    private final Manner manner;
    private final long untilNanos;
    private String trouble = "nothing";
    private int requests;
    private boolean ask;

    private Attempt(
        byte[] jpeg, String sha256, URI address, Map<String, String> headers, Manner manner) {
      this.jpeg = jpeg;
      this.sha256 = sha256;
      this.address = address;
      this.headers = headers;
      this.manner = manner;
      this.ask = manner.begun();
      this.untilNanos = System.nanoTime() + manner.limit().toNanos();
    }

    Duration left() {
      return Duration.ofNanos(untilNanos - System.nanoTime());
    }

    String trouble() {
      return trouble;
    }

    int requests() {
      return requests;
    }

    /** Sends what the server does not have; true once it has all. */
    boolean send() throws IOException, InterruptedException {
      try {
        int from = 0;
        if (ask) {
          Optional<Integer> had = had();
          if (had.isEmpty()) {
            return true;
          }
          from = had.get();
        }
        return accepted(request(from));
      } catch (UploadRefusedException | SSLHandshakeException refused) {
        // Certificates do not come right within a minute, and their reason is worth telling.
        throw refused;
      } catch (IOException broken) {
        note(broken.toString());
        return false;
      }
    }

    private void note(String what) {
      trouble = what;
      ask = true;
      log.debug("upload of {}: {}", sha256, what);
    }

    /** How much the server has; empty for everything. */
    private Optional<Integer> had() throws IOException, InterruptedException {
      HttpResponse<Void> answer = exchange(BodyPublishers.noBody(), "bytes */" + jpeg.length);
      if (answer.statusCode() >= OK && answer.statusCode() < MULTIPLE) {
        return Optional.empty();
      }
      Matcher has = HAS.matcher(answer.headers().firstValue("Range").orElse(""));
      boolean some = answer.statusCode() == RESUME && has.matches();
      return Optional.of(some ? Math.min(jpeg.length - 1, Integer.parseInt(has.group(1)) + 1) : 0);
    }

    private HttpResponse<Void> request(int from) throws IOException, InterruptedException {
      BodyPublisher paced =
          BodyPublishers.ofInputStream(
              () -> new PacedBody(jpeg, from, manner.bytesPerSecond(), manner.hold()));
      // With its length: stores that sign addresses take no chunked bodies.
      BodyPublisher body = BodyPublishers.fromPublisher(paced, jpeg.length - from);
      String range = "bytes " + from + "-" + (jpeg.length - 1) + "/" + jpeg.length;
      return exchange(body, from == 0 ? "" : range);
    }

    private HttpResponse<Void> exchange(BodyPublisher body, String range)
        throws IOException, InterruptedException {
      requests++;
      Duration left = left();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address)
              .timeout(left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left)
              .header("Content-Type", "image/jpeg")
              .header(
                  "Repr-Digest",
                  "sha-256=:"
                      + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256))
                      + ":")
              .PUT(body);
      if (!range.isEmpty()) {
        request.header("Content-Range", range);
      }
      headers.forEach(request::header);
      return client.send(request.build(), BodyHandlers.discarding());
    }

    private boolean accepted(HttpResponse<Void> answer) throws UploadRefusedException {
      int status = answer.statusCode();
      if (status >= OK && status < MULTIPLE) {
        return true;
      }
      if (status == RESUME || status == TIMED_OUT || status == TOO_MANY || status >= SERVER_ERROR) {
        note("the server answers " + status);
        return false;
      }
      throw new UploadRefusedException(status);
    }
  }
}
