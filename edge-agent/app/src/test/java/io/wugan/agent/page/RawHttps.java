package io.wugan.agent.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Sends whatever it is told, right or wrong. Used by one thread. */
final class RawHttps implements AutoCloseable {

  private final SSLSocket socket;

  RawHttps(PageFixture page) throws Exception {
    SSLContext context = PageFixture.trusting(page.certificate);
    socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", page.server.port());
    socket.setSoTimeout(15_000);
    socket.startHandshake();
  }

  RawHttps send(String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return this;
  }

  /** Everything until the other end closes. */
  String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Whether the other end has closed, found by reading; blocks until it does or sends. */
  boolean ends() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  static String ask(PageFixture page, String request) throws Exception {
    try (RawHttps raw = new RawHttps(page)) {
      return raw.send(request).readAll();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
