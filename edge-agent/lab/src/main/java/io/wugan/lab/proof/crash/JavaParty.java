package io.wugan.lab.proof.crash;

import io.wugan.core.fault.Failpoints;
import io.wugan.lab.proof.ProofException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The board or the back end: a Java process of its own, whose output goes to a file. */
final class JavaParty implements Party {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final String name;
  private final List<String> words;
  private final Path log;
  private @Nullable Process process;

  /**
   * @param words the command of this program, and its options
   */
  JavaParty(String name, List<String> words, Path log) {
    this.name = name;
    this.words = List.copyOf(words);
    this.log = log;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    if (!isAlive()) {
      start("", words);
    }
  }

  /** Starts it with a failpoint armed. */
  void start(String failpoint) {
    start(failpoint, words);
  }

  /** Starts it with other words. */
  void startWith(List<String> others) {
    start("", others);
  }

  private void start(String failpoint, List<String> command) {
    kill();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Small and quick to start: a life is a second or two.
    line.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    if (!failpoint.isEmpty()) {
      line.add("-D" + Failpoints.PROPERTY + "=" + failpoint);
    }
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), CrashMain.class.getName()));
    line.addAll(command);
    try {
      process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException failed) {
      throw new ProofException("cannot start the " + name, failed);
    }
  }

  @Override
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly();
      if (!awaitEnd(running)) {
        throw new ProofException("the " + name + " outlived SIGKILL for " + DEADLINE);
      }
    }
  }

  /** SIGTERM; false if it did not end in time. */
  boolean terminate() {
    Process running = process;
    if (running == null) {
      return true;
    }
    running.destroy();
    return awaitEnd(running);
  }

  /** SIGTERM, without waiting. */
  void askToEnd() {
    Process running = process;
    if (running != null) {
      running.destroy();
    }
  }

  @Override
  public boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  private static boolean awaitEnd(Process process) {
    try {
      return process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ProofException("interrupted", interrupted);
    }
  }
}
