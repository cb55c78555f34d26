package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.page.access.PageMemory;
import io.wugan.agent.remote.ConfigChangedException;
import io.wugan.agent.remote.ConfigStore;
import io.wugan.agent.remote.LocalEdit;
import io.wugan.agent.runtime.Agent;
import io.wugan.agent.runtime.LocalPage;
import io.wugan.agent.runtime.RestartAdvisedException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wugan run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run the agent until it is asked to stop (SIGTERM, Ctrl-C).")
final class RunCommand implements Callable<Integer> {

  @Mixin private BoardConfig board = new BoardConfig();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    ConfigStore configs = ConfigStore.open(board.file(), InstantSource.system());
    LocalPage page = new LocalPage(PageMemory.create(), Optional.of(board.file()));
    ShutdownHook hook = ShutdownHook.install();
    try {
      Optional<Throwable> fatal = run(configs, page, hook);
      while (fatal.isPresent() && fatal.get() instanceof ConfigChangedException changed) {
        spec.commandLine().getErr().println("wugan: starts anew: " + changed.getMessage());
        configs = reopened(configs);
        fatal = hook.stopping() ? Optional.empty() : run(configs, page, hook);
      }
      int status = fatal.isPresent() ? end(fatal.get()) : ExitStatus.DONE;
      if (status != ExitStatus.FAILED) {
        LauncherCount.forget();
      }
      return status;
    } finally {
      hook.closed();
    }
  }

  // The file may have been changed on the page, or by hand while the agent ran.
  private ConfigStore reopened(ConfigStore before) throws IOException {
    try {
      return ConfigStore.open(board.file(), InstantSource.system());
    } catch (ConfigException broken) {
      spec.commandLine().getErr().println("wugan: goes on as before: " + broken.getMessage());
      return before;
    }
  }

  /** Runs one agent until it ends; why it did. */
  private Optional<Throwable> run(ConfigStore configs, LocalPage page, ShutdownHook hook)
      throws IOException, InterruptedException {
    AgentConfig chosen = configs.choose();
    LocalEdit edit = new LocalEdit(board.file(), chosen.data());
    Agent agent;
    try {
      agent = Agent.start(chosen, Optional.of(configs), page);
    } catch (IOException | RuntimeException unusable) {
      if (configs.onTrial().isPresent()) {
        configs.revert("the agent does not start with it: " + unusable.getMessage());
        return Optional.of(new ConfigChangedException("the last configuration is taken back"));
      }
      if (!edit.takeBack()) {
        throw unusable;
      }
      return Optional.of(
          new ConfigChangedException(
              "the change made on the page is taken back: " + unusable.getMessage()));
    }
    try {
      edit.proved();
      hook.watch(agent);
      return agent.awaitEnd();
    } finally {
      agent.close();
    }
  }

  private int end(Throwable fatal) {
    spec.commandLine().getErr().println("wugan: stopped: " + fatal.getMessage());
    boolean again = fatal instanceof RestartAdvisedException;
    return again ? ExitStatus.RESTART_ADVISED : ExitStatus.FAILED;
  }
}
