package io.wugan.lab.process;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The agent as a process of its own. Confined to the proof's thread. */
public final class AgentUnderProof implements AutoCloseable {

  private static final String MAIN = "io.wugan.agent.cli.Wugan";
  private static final long END_SECONDS = 40;

  /**
   * What it uses, as Linux tells it (proc(5)).
   *
   * @param threads all of them
   * @param descriptors open files and sockets
   */
  public record Use(int threads, int descriptors) {
    @Override
    public String toString() {
      return threads + "/" + descriptors;
    }
  }

  private final Process process;

  private AgentUnderProof(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param log takes what it says
   * @param environment more of it
   */
  public static AgentUnderProof start(Path config, Path log, Map<String, String> environment)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xms32m",
            "-Xss512k",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dorg.bytedeco.javacpp.logger=slf4j"));
    String cache = System.getProperty("org.bytedeco.javacpp.cachedir", "");
    if (!cache.isEmpty()) {
      words.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
    }
    words.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            MAIN,
            "run",
            "--config",
            config.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return new AgentUnderProof(builder.start());
  }

  /** The number that the system knows it by. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public Use use() throws IOException {
    ProcFolder proc = ProcFolder.of(process.pid());
    try {
      int descriptors = proc.descriptors();
      return new Use((int) proc.number("status", "Threads:"), descriptors);
    } catch (NoSuchFileException elsewhere) {
      return new Use(0, 0); // no Linux, or it has ended
    }
  }

  /** Holds it, or lets it go on. */
  public void hold(boolean now) throws IOException, InterruptedException {
    ShortProgram.hold(process, now);
  }

  /** SIGKILL, as a cut of the power. */
  public void kill() throws InterruptedException, IOException {
    process.destroyForcibly();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the agent outlived SIGKILL");
    }
  }

  /**
   * SIGTERM.
   *
   * @return whether it ended in time
   */
  public boolean end() throws InterruptedException {
    process.destroy();
    return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
