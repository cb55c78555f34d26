package io.wugan.lab.est;

import io.wugan.agent.enrol.BoardClock;
import io.wugan.agent.enrol.EnrolSettings;
import io.wugan.lab.process.ShortProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An authority, its server, and a board's folder. */
final class EstLot implements AutoCloseable {
  static final String BOARD = "s1-e1";
  static final String TOKEN = "claim-4f7d-01";
  static final int DAYS = 90;

  final OpensslAuthority authority;
  final EstServer server;
  final Path tokens;
  final Path board;

  EstLot(Path folder) throws IOException, InterruptedException {
    authority = OpensslAuthority.open(folder.resolve("ca"), "test authority");
    tokens = Files.writeString(folder.resolve("tokens"), "# board token\n" + BOARD + " " + TOKEN);
    board = Files.createDirectories(folder.resolve("board"));
    server =
        EstServer.start(
            authority,
            tokens,
            new EstServer.Settings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                authority.server("est", List.of("localhost"), 30),
                DAYS));
  }

  static boolean hasOpenssl() throws InterruptedException {
    try {
      return ShortProgram.run("openssl version").isGood();
    } catch (IOException none) {
      return false;
    }
  }

  EnrolSettings settings() {
    return settings(server.base("localhost"), authority.certificate(), Optional.empty());
  }

  EnrolSettings settings(String url, Path ca, Optional<Duration> renewBefore) {
    return new EnrolSettings(
        BOARD, URI.create(url), Optional.of(ca), board.resolve("enrol"), renewBefore);
  }

  void claim(String token) throws IOException {
    Path folder = Files.createDirectories(board.resolve("enrol"));
    Files.writeString(folder.resolve("claim"), token + "\n");
  }

  Path claim() {
    return board.resolve("enrol/claim");
  }

  /** A clock that a time server has set. */
  static BoardClock set() {
    return clock(Duration.ZERO, true);
  }

  static BoardClock clock(Duration off, boolean isSet) {
    return new BoardClock() {
      @Override
      public Instant now() {
        return Instant.now().plus(off);
      }

      @Override
      public boolean isSet() {
        return isSet;
      }
    };
  }

  /** What openssl says of the certificate in force. */
  String verified() throws IOException, InterruptedException {
    return ShortProgram.run(
            List.of(
                "openssl",
                "verify",
                "-purpose",
                "sslclient",
                "-CAfile",
                authority.certificate().toString(),
                settings().certificate().toString()),
            Duration.ofSeconds(10))
        .said();
  }

  @Override
  public void close() {
    server.close();
  }
}
