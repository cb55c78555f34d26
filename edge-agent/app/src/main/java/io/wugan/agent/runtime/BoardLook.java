package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.desk.StateDesk;
import io.wugan.agent.doctor.AgentState;
import io.wugan.agent.doctor.DoctorContext;
import io.wugan.agent.doctor.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Finds out whether an agent runs, and what a check looks at. Stateless. */
public final class BoardLook {

  /** A running agent looks three times a second; a busy one is given time. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(4);

  private static final long RATE_MILLIS = 3000;

  private BoardLook() {}

  /**
   * What the checks of a board look at: its folders, and its agent where one answers. Blocks for
   * some seconds; not for the thread that answers.
   *
   * @throws IOException if the agent's desk cannot be used
   */
  public static DoctorContext context(AgentConfig config, DoctorContext.Options options)
      throws IOException, InterruptedException {
    DataFolder folder = new DataFolder(config.data());
    Folders folders =
        new Folders(
            config.data(),
            folder.desk(),
            folder.aims(),
            folder.evidence(),
            Path.of("/proc"),
            Path.of("/sys"));
    return DoctorContext.of(config, folders, running(folder), options);
  }

  /** How the agent on this folder stands; empty if none answers. */
  private static Optional<AgentState> running(DataFolder folder)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(folder.root()) || !Files.isWritable(folder.root())) {
      return Optional.empty();
    }
    Optional<String> first = StateDesk.ask(folder.desk(), false, ANSWER_LIMIT);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    long from = System.nanoTime();
    Thread.sleep(RATE_MILLIS);
    Optional<String> second = StateDesk.ask(folder.desk(), true, ANSWER_LIMIT);
    double seconds = (System.nanoTime() - from) / 1e9;
    return second.isEmpty()
        ? Optional.empty()
        : Optional.of(AgentState.read(first.get(), second.get(), seconds));
  }
}
