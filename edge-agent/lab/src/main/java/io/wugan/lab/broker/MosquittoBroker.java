package io.wugan.lab.broker;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Eclipse Mosquitto as a process of its own, with its sessions kept in a folder; it can be killed
 * as a power cut would. Its log is {@code mosquitto.log} in that folder.
 */
public final class MosquittoBroker implements Broker {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final List<String> USUAL_FOLDERS =
      List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/sbin");

  private final LoopbackPort port = LoopbackPort.findFree();
  private final Path program;
  private final Path folder;
  private final Optional<Security> security;
  private final List<String> more;
  private @Nullable Process process;

  /**
   * Who may come in, and what they may do.
   *
   * @param ca authority that signs clients' certificates
   * @param certificate of the broker
   * @param key its private key
   * @param accessList file of topics, see {@code acl_file} in mosquitto.conf(5)
   */
  public record Security(Path ca, Path certificate, Path key, Path accessList) {}

  private MosquittoBroker(
      Path program, Path folder, Optional<Security> security, List<String> more) {
    this.program = program;
    this.folder = folder;
    this.security = security;
    this.more = List.copyOf(more);
  }

  /**
   * Starts a broker that keeps everything in {@code folder}, made if absent.
   *
   * @throws BrokerException if Mosquitto is not installed or does not start
   */
  public static MosquittoBroker startIn(Path folder) {
    return startWith(folder, List.of());
  }

  /**
   * Starts a broker that lets in by certificate alone; the name in it is the client's.
   *
   * @throws BrokerException if Mosquitto is not installed or does not start
   */
  public static MosquittoBroker startSecured(Path folder, Security security) {
    return startIn(folder, Optional.of(security), List.of());
  }

  /**
   * Starts a broker with these lines more in its configuration, see mosquitto.conf(5).
   *
   * @throws BrokerException if Mosquitto is not installed or does not start
   */
  public static MosquittoBroker startWith(Path folder, List<String> lines) {
    return startIn(folder, Optional.empty(), lines);
  }

  private static MosquittoBroker startIn(
      Path folder, Optional<Security> security, List<String> more) {
    Path program =
        findProgram()
            .orElseThrow(
                () ->
                    new BrokerException(
                        "mosquitto is not installed: apt install mosquitto (Debian, Ubuntu,"
                            + " Raspberry Pi OS) or brew install mosquitto (macOS),"
                            + " or use the embedded broker"));
    MosquittoBroker broker = new MosquittoBroker(program, folder.toAbsolutePath(), security, more);
    broker.writeConfig();
    broker.start();
    return broker;
  }

  /** Whether there is a {@code mosquitto} to start. */
  public static boolean isInstalled() {
    return findProgram().isPresent();
  }

  private static Optional<Path> findProgram() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Arrays.stream(path.split(File.pathSeparator, -1)), USUAL_FOLDERS.stream())
        .filter(each -> !each.isBlank())
        .map(each -> Path.of(each, "mosquitto"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void writeConfig() {
    String config =
        """
        listener %d 127.0.0.1
        %s
        user %s
        persistence true
        persistence_location %s/
        autosave_interval 1
        max_inflight_messages 100
        max_queued_messages 100000
        log_dest file %s
        log_type error
        log_type warning
        """
            .formatted(
                port.number(),
                access(),
                System.getProperty("user.name"),
                folder,
                folder.resolve("mosquitto.log"));
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("mosquitto.conf"), config + String.join("\n", more) + "\n");
    } catch (IOException failed) {
      throw new BrokerException("cannot write the broker's configuration in " + folder, failed);
    }
  }

  private String access() {
    if (security.isEmpty()) {
      return "allow_anonymous true";
    }
    Security how = security.get();
    return """
        cafile %s
        certfile %s
        keyfile %s
        require_certificate true
        use_identity_as_username true
        acl_file %s"""
        .formatted(how.ca(), how.certificate(), how.key(), how.accessList());
  }

  @Override
  public URI url() {
    return security.isEmpty() ? port.url() : URI.create("ssl://localhost:" + port.number());
  }

  @Override
  public void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    try {
      process =
          new ProcessBuilder(program.toString(), "-c", folder.resolve("mosquitto.conf").toString())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("mosquitto.out").toFile()))
              .start();
    } catch (IOException failed) {
      throw new BrokerException("cannot start " + program, failed);
    }
    Process started = process;
    boolean ended =
        !LoopbackPort.await(() -> port.isListening() || !started.isAlive(), DEADLINE)
            || !started.isAlive();
    if (ended) {
      kill();
      throw new BrokerException(
          "mosquitto does not listen at %s; see mosquitto.log and mosquitto.out in %s"
              .formatted(url(), folder));
    }
  }

  @Override
  public void stop() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroy();
      if (!ended(running)) {
        running.destroyForcibly();
        throw new BrokerException("mosquitto did not stop within " + DEADLINE + " and was killed");
      }
    }
  }

  /** Ends it without a chance to save anything, as a power cut would. Idempotent. */
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly();
      if (!ended(running)) {
        throw new BrokerException("mosquitto outlived being killed for " + DEADLINE);
      }
    }
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
