package io.wugan.sync.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Mosquitto as a process of its own, which speaks MQTT 3.1.1 and 5. */
public final class TestMosquitto implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Path folder;
  private final int port;
  private Process process;

  private TestMosquitto(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  public static boolean isInstalled() {
    return program().isPresent();
  }

  private static Optional<Path> program() {
    return Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin")
        .map(each -> Path.of(each, "mosquitto"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one with these lines more, see mosquitto.conf(5). */
  public static TestMosquitto start(Path folder, String... lines) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    TestMosquitto broker = new TestMosquitto(folder, port);
    List<String> config =
        Stream.concat(
                Stream.of(
                    "listener " + port + " 127.0.0.1",
                    "user " + System.getProperty("user.name"),
                    "log_dest file " + folder.resolve("log"),
                    "log_type all",
                    "max_queued_messages 10000"),
                Stream.of(lines))
            .toList();
    Files.createDirectories(folder);
    Files.write(folder.resolve("conf"), config, StandardCharsets.UTF_8);
    broker.restart();
    return broker;
  }

  public void restart() throws IOException {
    process =
        new ProcessBuilder(
                program().orElseThrow().toString(), "-c", folder.resolve("conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    await().atMost(DEADLINE).until(this::listens);
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** All that it has logged. */
  public String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
