package io.wugan.lab.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives the files of one folder over HTTP, in parts (RFC 9110 section 14). */
final class BundleShelf implements AutoCloseable {

  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,12})-([0-9]{1,12})");
  private static final Pattern NAME = Pattern.compile("/([0-9A-Za-z.-]+)");
  private static final int PARTIAL = 206;
  private static final int NOT_FOUND = 404;
  private static final int MOST = 1 << 20;

  private final HttpServer server;
  private final Path folder;

  BundleShelf(Path folder) throws IOException {
    this.folder = folder;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url(Path file) {
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/" + file.getFileName());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher name = NAME.matcher(exchange.getRequestURI().getPath());
      Matcher range = RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
      Path file = name.matches() ? folder.resolve(name.group(1)) : folder;
      if (!Files.isRegularFile(file) || !range.matches()) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
        return;
      }
      long from = Long.parseLong(range.group(1));
      int length = (int) Math.min(MOST, Long.parseLong(range.group(2)) + 1 - from);
      ByteBuffer part = ByteBuffer.allocate(length);
      try (FileChannel content = FileChannel.open(file)) {
        content.read(part, from);
      }
      exchange.sendResponseHeaders(PARTIAL, part.position());
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(part.array(), 0, part.position());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
