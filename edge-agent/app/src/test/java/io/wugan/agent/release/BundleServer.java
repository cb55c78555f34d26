package io.wugan.agent.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives parts of one file over HTTP, or answers as it is told. */
final class BundleServer implements AutoCloseable {

  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");

  private final HttpServer server;
  private final byte[] content;
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile int status = 206;

  BundleServer(byte[] content) throws IOException {
    this.content = content.clone();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/release");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
    asked.add(range);
    Matcher wanted = RANGE.matcher(range);
    if (status != 206 || !wanted.matches()) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      int from = Integer.parseInt(wanted.group(1));
      int upTo = Integer.parseInt(wanted.group(2)) + 1;
      exchange.sendResponseHeaders(status, upTo - from);
      exchange.getResponseBody().write(Arrays.copyOfRange(content, from, upTo));
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
