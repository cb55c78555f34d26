package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.agent.remote.ConfigChangedException;
import io.wugan.agent.remote.ConfigStore;
import io.wugan.agent.runtime.Agent;
import io.wugan.agent.runtime.RestartAdvisedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wugan run --config FILE}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run the agent until it is asked to stop (SIGTERM, Ctrl-C).")
final class RunCommand implements Callable<Integer> {

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration file.")
  private Path config = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    ConfigStore configs = ConfigStore.open(config, InstantSource.system());
    ShutdownHook hook = ShutdownHook.install();
    try {
      Optional<Throwable> fatal = run(configs, hook);
      while (fatal.isPresent() && fatal.get() instanceof ConfigChangedException changed) {
        spec.commandLine().getErr().println("wugan: starts anew: " + changed.getMessage());
        fatal = hook.stopping() ? Optional.empty() : run(configs, hook);
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

  /** Runs one agent until it ends; why it did. */
  private static Optional<Throwable> run(ConfigStore configs, ShutdownHook hook)
      throws IOException, InterruptedException {
    Agent agent;
    try {
      agent = Agent.start(configs.choose(), Optional.of(configs));
    } catch (IOException | RuntimeException unusable) {
      if (configs.onTrial().isEmpty()) {
        throw unusable;
      }
      configs.revert("the agent does not start with it: " + unusable.getMessage());
      return Optional.of(new ConfigChangedException("the last configuration is taken back"));
    }
    try {
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
