package io.wugan.agent.release;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Brings a file over HTTP piece by piece (ranges, RFC 9110 section 14), so that a line that breaks
 * costs one piece. Follows no redirect: the address that somebody has signed is the one that is
 * meant. Confined to one thread.
 */
final class BundleDownload {

  /** The server will not give it, however often it is asked. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  private static final int PIECE = 256 * 1024;
  private static final int PARTIAL = 206;
  private static final int CLIENT_ERROR = 400;
  private static final int TIMED_OUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  // The slowest line that is allowed brings a piece in a minute.
  private static final long PIECE_SECONDS = 120;

  private final HttpClient client;

  /**
   * @param context whom to trust, and who the board is; empty for the authorities of the Java
   *     platform
   */
  BundleDownload(Optional<SSLContext> context) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER);
    context.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /**
   * Brings the next piece.
   *
   * @param part what is there so far; grows
   * @param total length of the whole
   * @return how many bytes came; 0 when it is whole
   * @throws RefusedException if the server will never give it
   * @throws IOException if it did not come; the next try may do better
   */
  int next(URI url, Path part, long total) throws IOException, InterruptedException {
    long from = Files.exists(part) ? Files.size(part) : 0;
    if (from > total) {
      Files.delete(part);
      from = 0;
    }
    int wanted = (int) Math.min(PIECE, total - from);
    if (wanted == 0) {
      return 0;
    }
    byte[] piece = get(url, from, wanted);
    try (FileChannel out =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(piece);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    UpdatePlace.DOWNLOADING.pass();
    return piece.length;
  }

  private byte[] get(URI url, long from, int wanted) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Range", "bytes=" + from + "-" + (from + wanted - 1))
            .header("Accept-Encoding", "identity")
            .timeout(Duration.ofSeconds(PIECE_SECONDS))
            .GET()
            .build();
    // Anything but the piece itself is not kept.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request,
            info ->
                isPiece(info, wanted)
                    ? BodySubscribers.ofByteArray()
                    : BodySubscribers.replacing(new byte[0]));
    HttpResponse<byte[]> got = await(answer);
    if (got.statusCode() == PARTIAL && got.body().length == wanted) {
      return got.body();
    }
    throw trouble(got.statusCode());
  }

  private static boolean isPiece(HttpResponse.ResponseInfo info, int wanted) {
    return info.statusCode() == PARTIAL
        && info.headers().firstValueAsLong("Content-Length").orElse(-1) == wanted;
  }

  private static HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get(PIECE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new IOException(String.valueOf(failed.getCause()), failed);
    } catch (TimeoutException late) {
      throw new IOException("no piece within " + PIECE_SECONDS + " s", late);
    } finally {
      answer.cancel(true);
    }
  }

  private static IOException trouble(int status) {
    boolean later = status == TIMED_OUT || status == TOO_MANY || status >= SERVER_ERROR;
    if (later) {
      return new IOException("the server answers " + status);
    }
    return new RefusedException(
        status < CLIENT_ERROR
            ? "the server answers "
                + status
                + " to a request for a part; one that gives parts (206, RFC 9110 section 14) and no redirect is wanted"
            : "the server refuses: " + status);
  }
}
