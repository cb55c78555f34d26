package io.wugan.lab.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One life of the agent: a process of its own, whose output goes to a file. */
final class AgentProcess implements AutoCloseable {
  private static final Duration KILL_DEADLINE = Duration.ofSeconds(10);

  private final Process process;

  private AgentProcess(Process process) {
    this.process = process;
  }

  /** Starts {@code command} with {@code config} in place of its placeholder. */
  static AgentProcess start(List<String> command, Path config, Path log) {
    List<String> words =
        command.stream()
            .map(word -> word.equals(ProofSettings.CONFIG) ? config.toString() : word)
            .toList();
    try {
      return new AgentProcess(
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start());
    } catch (IOException failed) {
      throw new ProofException("cannot start " + words.get(0), failed);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets it live for {@code life}; false if it ended by itself before. */
  boolean outlives(Duration life) {
    return !endsWithin(life);
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    if (!endsWithin(KILL_DEADLINE)) {
      throw new ProofException("the agent outlived SIGKILL for " + KILL_DEADLINE);
    }
  }

  /** SIGTERM; false if it did not end in time. */
  boolean terminate(Duration deadline) {
    process.destroy();
    return endsWithin(deadline);
  }

  private boolean endsWithin(Duration deadline) {
    try {
      return process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new ProofException("interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
