package io.wugan.lab.release;

import io.wugan.lab.broker.Broker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A board as a service manager runs it: the package's launcher, started again whenever it ends, in
 * a folder of its own. One lane sees a recorded clip for ever.
 */
final class UpdateLot implements AutoCloseable {

  static final String BOARD = "wugan/proof/e1";

  private static final long RESTART_MILLIS = 300;
  private static final long END_SECONDS = 60;
  private static final Path CLIP = Path.of("/io/wugan/lab/demo/demo-entry.mp4");

  private final Path folder;
  private final Path installed;
  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final Thread manager = new Thread(this::manage, "service-manager");
  private volatile @Nullable Process process;
  private volatile String nextOptions = "";

  /**
   * Installs the program in a folder, as the package does.
   *
   * @param program folder with wugan.jar and the launcher
   * @param version that it is to say it is
   */
  static UpdateLot install(Path folder, Path program, String version, Path key, Broker broker)
      throws IOException {
    Path installed = folder.resolve("packaged");
    ReleaseShop.link(program, installed);
    Files.delete(installed.resolve("wugan.jar"));
    ReleaseShop.rename(
        program.resolve("wugan.jar"), installed.resolve("wugan.jar"), version, ReleaseFault.NONE);
    UpdateLot lot = new UpdateLot(folder, installed);
    lot.configure(key, broker);
    return lot;
  }

  private UpdateLot(Path folder, Path installed) {
    this.folder = folder;
    this.installed = installed;
    this.manager.setDaemon(true);
  }

  private void configure(Path key, Broker broker) throws IOException {
    Path clip = folder.resolve("lane.mp4");
    try (InputStream video = UpdateLot.class.getResourceAsStream(CLIP.toString())) {
      if (video == null) {
        throw new IOException("the demo's clip is missing from the program");
      }
      Files.copy(video, clip);
    }
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(
        folder.resolve("wugan.yaml"),
        """
        site: proof
        edge: e1
        data: "%s"
        mqtt: {url: "%s", root: wugan, resendAfter: PT5S, reconnect: {min: PT0.2S, max: PT1S}}
        commands: {unsigned: true}
        updates: {trustedKeys: "%s", probation: PT8S, quiet: PT1S, bytesPerSecond: 20000000}
        evidence: {quotaMb: 200, keepFreeMb: 64}
        ledger: {reserveMb: 16, backup: {keep: 0}}
        tracking: {samePlateWindow: PT2S}
        lanes:
          - {id: in1, role: ENTRY, camera: {file: lane.mp4, loop: true}}
        """
            .formatted(data(), broker.url(), key));
  }

  /** The board's configuration. */
  String config() {
    return folder.resolve("wugan.yaml").toString();
  }

  Path data() {
    return folder.resolve("data");
  }

  Path log() {
    return folder.resolve("agent.log");
  }

  void start() {
    manager.start();
  }

  /** How often the launcher was started. */
  int starts() {
    return starts.get();
  }

  /** Has the next start, and that one alone, end at a place. */
  void cutNext(String place) {
    nextOptions = "-Dwugan.failpoint=" + place + ":1:halt";
  }

  /** Whether what {@link #cutNext} asked for has not been started yet. */
  boolean isCutArmed() {
    return !nextOptions.isEmpty();
  }

  /** As a cut of the power: whatever runs is gone. */
  void kill() {
    Process now = process;
    if (now != null) {
      now.descendants().forEach(ProcessHandle::destroyForcibly);
      now.destroyForcibly();
    }
  }

  /** Ends the agent in order; the service manager starts it again. */
  void restart() {
    Process now = process;
    if (now != null) {
      now.destroy();
    }
  }

  private void manage() {
    try {
      while (running.get()) {
        Process started = launch();
        process = started;
        started.waitFor();
        TimeUnit.MILLISECONDS.sleep(RESTART_MILLIS);
      }
    } catch (InterruptedException stopped) {
      kill();
    } catch (IOException failed) {
      throw new UncheckedIOException("the launcher cannot be started", failed);
    }
  }

  private Process launch() throws IOException {
    ProcessBuilder builder = launcher(List.of("--service"));
    Map<String, String> environment = builder.environment();
    environment.put("RUNTIME_DIRECTORY", folder.resolve("run").toString());
    environment.put("WUGAN_JAVA_OPTS", nextOptions);
    nextOptions = "";
    starts.incrementAndGet();
    return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
  }

  private ProcessBuilder launcher(List<String> words) {
    List<String> all = new ArrayList<>(List.of("sh", installed + "/launcher"));
    all.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("WUGAN_INSTALLED", installed.toString());
    environment.put("WUGAN_CONFIG", folder.resolve("wugan.yaml").toString());
    environment.put("WUGAN_DATA", data().toString());
    environment.put("WUGAN_USER", System.getProperty("user.name"));
    return builder;
  }

  /** Runs a command of the program that is there now, as an installer does. */
  String command(Duration limit, String... words) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "command", ".txt");
    Process command = launcher(List.of(words)).redirectOutput(said.toFile()).start();
    if (!command.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      command.destroyForcibly();
      throw new IOException(String.join(" ", words) + ": no end in " + limit);
    }
    return command.exitValue() + " " + Files.readString(said).strip();
  }

  /** Ends the agent in order, for good; it is killed if that takes too long. */
  void stop() throws InterruptedException {
    running.set(false);
    restart();
    Process now = process;
    if (now != null && !now.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
    manager.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
  }

  @Override
  public void close() {
    running.set(false);
    kill();
  }
}
