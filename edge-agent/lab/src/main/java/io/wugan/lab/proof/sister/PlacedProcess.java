package io.wugan.lab.proof.sister;

import io.wugan.lab.proof.ProofException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program that runs at a place; its output goes to a file. Used by one thread. */
final class PlacedProcess implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Place place;
  private final String name;
  private final Path log;
  private @Nullable Process process;

  /**
   * @param name for people
   * @param log file that its output is added to
   */
  PlacedProcess(Place place, String name, Path log) {
    this.place = place;
    this.name = name;
    this.log = log;
  }

  /** Starts it, after killing it where it runs. */
  void start(List<String> words) {
    kill();
    List<String> line = new ArrayList<>(LotNetwork.at(place));
    line.addAll(words);
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

  /** This program's Java, small and quick to start, with the words of one of its commands. */
  static List<String> java(String heap) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:+UseSerialGC",
        heap,
        "-cp",
        System.getProperty("java.class.path"),
        "io.wugan.lab.cli.WuganLab");
  }

  /**
   * Fails if it has ended by itself.
   *
   * @throws ProofException if so
   */
  void mustLive() {
    Process running = process;
    if (running != null && !running.isAlive()) {
      throw new ProofException(
          "the %s ended by itself with %d; see %s".formatted(name, running.exitValue(), log));
    }
  }

  /** SIGKILL; returns when it is gone. Idempotent. */
  void kill() {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    running.destroyForcibly();
    try {
      if (!running.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ProofException("the " + name + " outlived SIGKILL for " + DEADLINE);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ProofException("interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
