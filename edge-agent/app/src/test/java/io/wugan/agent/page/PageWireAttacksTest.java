package io.wugan.agent.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wugan.agent.page.access.Role;
import io.wugan.agent.page.http.ServerLimits;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody on the network sends who keeps to no rule of HTTP. Over real sockets. */
class PageWireAttacksTest {

  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration REQUEST = Duration.ofSeconds(4);

  @TempDir Path folder;
  private PageFixture page;

  @BeforeEach
  void start() throws Exception {
    page = new PageFixture(folder, new ServerLimits(8, 40, 12, QUIET, REQUEST));
  }

  @AfterEach
  void stop() throws Exception {
    page.close();
  }

  @Test
  void path_outOfTheSite_leadsNowhere() throws Exception {
    Path secret = folder.resolve("data/page/users.json");
    page.users.put("boss", Role.INSTALLER, PageFixture.PASSWORD.toCharArray());
    for (String path :
        List.of(
            "/../users.json",
            "/..%2fusers.json",
            "/%2e%2e/users.json",
            "/%2e%2e%2fdata%2fpage%2fusers.json",
            "/..%252fusers.json",
            "/%c0%ae%c0%ae/users.json",
            "/..\\users.json",
            "/site/../../../logback.xml",
            "/index.html%00.js",
            "/style.css/../../../../../logback.xml",
            "//etc/passwd",
            "/logback.xml",
            "/API/v1/users",
            "/api/v1/users;x=y",
            "/api/v1/../v1/users",
            "/api/v1/pictures/..%2f..%2fpage%2fusers.json",
            "/api/v1/pictures/" + "/".repeat(20) + secret)) {
      String answer =
          RawHttps.ask(
              page, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|401|404) .*");
      assertThat(answer).as(path).doesNotContain("pbkdf2", "<configuration");
    }
  }

  @Test
  void oldTls_andCiphersWithPadding_areRefused_newOnesAreNot() throws Exception {
    String good = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    assertThat(shakesHands("TLSv1.2", good)).isTrue();
    assertThat(shakesHands("TLSv1.3", "TLS_AES_128_GCM_SHA256")).isTrue();
    assertThat(shakesHands("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256")).isFalse();
  }

  private boolean shakesHands(String protocol, String cipher) throws Exception {
    try (SSLSocket socket = connect()) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setEnabledCipherSuites(new String[] {cipher});
      socket.startHandshake();
      return true;
    } catch (SSLException refused) {
      return false;
    }
  }

  private SSLSocket connect() throws Exception {
    SSLSocket socket =
        (SSLSocket)
            PageFixture.trusting(page.certificate)
                .getSocketFactory()
                .createSocket("127.0.0.1", page.server.port());
    socket.setSoTimeout(15_000);
    return socket;
  }

  @Test
  void clientThatWantsToShakeHandsAgain_isCutOff() throws Exception {
    try (SSLSocket socket = connect()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      // The next byte that is read or written begins another handshake.
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                socket
                    .getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
                if (socket.getInputStream().read() < 0) {
                  throw new EOFException("cut off");
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void host_ofAnotherName_isRefused_addressesAndOwnNamesAreAnswered() throws Exception {
    for (String bad :
        List.of("evil.example", "gate-a.evil.example", "127.0.0.1.evil.example", "")) {
      assertThat(
              RawHttps.ask(
                  page, "GET / HTTP/1.1\r\nHost: " + bad + "\r\nConnection: close\r\n\r\n"))
          .as(bad)
          .matches("(?s)HTTP/1.1 4(21|00) .*");
    }
    for (String good :
        List.of("127.0.0.1:8443", "[::1]:8443", "localhost", "GATE-A", "gate-a.local:8443")) {
      assertThat(
              RawHttps.ask(
                  page, "GET / HTTP/1.1\r\nHost: " + good + "\r\nConnection: close\r\n\r\n"))
          .as(good)
          .startsWith("HTTP/1.1 200");
    }
    assertThat(RawHttps.ask(page, "GET / HTTP/1.0\r\n\r\n")).matches("(?s)HTTP/1.1 4(21|00) .*");
  }

  @Test
  void body_tooLong_isRefusedUnread_toldOrNot() throws Exception {
    String told =
        RawHttps.ask(
            page,
            "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 900000000\r\n\r\n{");
    assertThat(told).startsWith("HTTP/1.1 413").contains("Content-Security-Policy");
    StringBuilder chunks = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      chunks.append("400\r\n").append("x".repeat(1024)).append("\r\n");
    }
    try (RawHttps raw = new RawHttps(page)) {
      raw.send(
          "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + chunks);
      assertThat(raw.readAll()).startsWith("HTTP/1.1 413");
    }
    assertThat(
            RawHttps.ask(
                page, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431");
  }

  @Test
  void slowClient_isCutOff_howeverSteadilyBytesTrickle() throws Exception {
    long begun = System.nanoTime();
    try (RawHttps slow = new RawHttps(page)) {
      Thread trickle =
          new Thread(
              () -> {
                try {
                  slow.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
                  while (!Thread.currentThread().isInterrupted()) {
                    slow.send("a");
                    LockSupport.parkNanos(200_000_000L);
                  }
                } catch (IOException cut) {
                  Thread.currentThread().interrupt();
                }
              });
      trickle.start();
      slow.ends();
      trickle.interrupt();
      trickle.join(5_000);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(QUIET.plusSeconds(4));
  }

  @Test
  void slowBody_isCutOff_andManyOfThemHoldNobodyUp() throws Exception {
    List<RawHttps> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        RawHttps each = new RawHttps(page);
        each.send(
            "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{");
        slow.add(each);
      }
      long begun = System.nanoTime();
      assertThat(page.nobody().get("/").statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      long from = System.nanoTime();
      for (RawHttps each : slow) {
        while (!each.ends()) {
          assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(REQUEST.plusSeconds(5));
        }
      }
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(REQUEST.plusSeconds(5));
    } finally {
      for (RawHttps each : slow) {
        each.close();
      }
    }
  }

  @Test
  void connections_ofOneAddress_areLimited() throws Exception {
    ServerLimits patient =
        new ServerLimits(8, 40, 12, Duration.ofMinutes(2), Duration.ofMinutes(2));
    try (PageFixture own = new PageFixture(Files.createDirectory(folder.resolve("own")), patient)) {
      List<Socket> many = new ArrayList<>();
      try {
        for (int i = 0; i < 20; i++) {
          many.add(new Socket("127.0.0.1", own.server.port()));
        }
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> many.stream().filter(PageWireAttacksTest::isClosed).count() == 8);
      } finally {
        for (Socket each : many) {
          each.close();
        }
      }
      assertThat(own.nobody().get("/").statusCode()).as("room again").isEqualTo(200);
    }
  }

  private static boolean isClosed(Socket socket) {
    try {
      socket.setSoTimeout(50);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void methods_thatNobodyUses_areRefused() throws Exception {
    for (String method : List.of("TRACE", "OPTIONS", "PATCH", "DELETE", "CONNECT", "FOO")) {
      assertThat(
              RawHttps.ask(
                  page,
                  method
                      + " /api/v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
          .as(method)
          .matches("(?s)HTTP/1.1 40[045] .*");
    }
  }
}
