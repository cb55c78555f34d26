package io.wugan.sync.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server of sockets, which can break off in the middle as no library's server can. */
class PictureUploadTest {

  private static final String SHA256 = "ab".repeat(32);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final byte[] picture = new byte[200_000];
  private final ByteArrayOutputStream stored = new ByteArrayOutputStream();
  private final List<String> requests = new ArrayList<>();
  private ServerSocket server;
  private boolean resumes = true;
  private int breaksAfter = Integer.MAX_VALUE;
  private int breaks;
  private int refusal;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(picture);
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "server");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket.getInputStream(), socket.getOutputStream());
      } catch (IOException gone) {
        // The next one.
        continue;
      }
    }
  }

  private synchronized void answer(InputStream in, OutputStream out) throws IOException {
    String head = head(in);
    String range = value(head, "content-range");
    int length = Integer.parseInt("0" + value(head, "content-length"));
    requests.add(range.isEmpty() ? "all" : range);
    if (range.startsWith("bytes */")) {
      int has = stored.size();
      write(
          out,
          has == picture.length ? "200 OK" : resumes ? "308 Resume" : "404 Not Found",
          has > 0 && resumes ? "Range: bytes=0-" + (has - 1) + "\r\n" : "");
      return;
    }
    if (range.isEmpty()) {
      stored.reset();
    }
    int most = breaks > 0 ? Math.min(length, breaksAfter) : length;
    stored.write(in.readNBytes(most));
    if (most < length) {
      breaks--;
      return;
    }
    write(out, refusal > 0 ? refusal + " No" : "201 Created", "");
  }

  private static void write(OutputStream out, String status, String header) throws IOException {
    out.write(
        ("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: 0\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static String value(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/p/1?signature=x");
  }

  private int put() throws Exception {
    return new PictureUpload().put(picture, SHA256, address(), Map.of("x-more", "1"), LIMIT);
  }

  @Test
  void picture_isPutWhole() throws Exception {
    assertThat(put()).isEqualTo(1);

    assertThat(stored.toByteArray()).isEqualTo(picture);
    assertThat(requests).containsExactly("all");
  }

  @Test
  void upload_thatBreaks_goesOnWhereItStopped() throws Exception {
    breaksAfter = 80_000;
    breaks = 2;

    put();

    assertThat(stored.toByteArray()).isEqualTo(picture);
    assertThat(requests)
        .containsExactly(
            "all",
            "bytes */200000",
            "bytes 80000-199999/200000",
            "bytes */200000",
            "bytes 160000-199999/200000");
  }

  @Test
  void serverThatCannotGoOn_getsItWholeOnceMore() throws Exception {
    resumes = false;
    breaksAfter = 80_000;
    breaks = 1;

    put();

    assertThat(stored.toByteArray()).isEqualTo(picture);
    assertThat(requests).containsExactly("all", "bytes */200000", "all");
  }

  @Test
  void refusal_isNotTriedAgain() {
    refusal = 403;

    assertThatThrownBy(this::put).isInstanceOf(IOException.class).hasMessageContaining("403");
    assertThat(requests).containsExactly("all");
  }

  @Test
  void serverThatIsNotThere_isGivenUpInTime() throws Exception {
    server.close();
    long from = System.nanoTime();

    assertThatThrownBy(
            () ->
                new PictureUpload()
                    .put(picture, SHA256, address(), Map.of(), Duration.ofSeconds(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not there within 1 s");
    assertThat((System.nanoTime() - from) / 1e9).isLessThan(10);
  }

  @ParameterizedTest
  @CsvSource({
    "https://store.example/p/1?x=y, true",
    "http://127.0.0.1:8080/p,       true",
    "http://store.example/p,        false",
    "https://u:p@store.example/p,   false",
    "ftp://store.example/p,         false",
    "/p,                            false"
  })
  void address_mustBeEncrypted_orHere(String address, boolean may) {
    assertThat(PictureUpload.mayCarry(URI.create(address))).isEqualTo(may);
  }
}
