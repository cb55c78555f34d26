package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.config.ConfigFile;
import io.wugan.agent.runtime.Agent;
import io.wugan.agent.runtime.RestartAdvisedException;
import java.io.IOException;
import java.nio.file.Path;
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
    AgentConfig agentConfig = ConfigFile.load(config);
    Agent agent = Agent.start(agentConfig);
    ShutdownHook hook = ShutdownHook.install(agent);
    Optional<Throwable> fatal;
    try {
      fatal = agent.awaitEnd();
    } finally {
      agent.close();
      hook.closed();
    }
    if (fatal.isPresent()) {
      spec.commandLine().getErr().println("wugan: stopped: " + fatal.get().getMessage());
      boolean again = fatal.get() instanceof RestartAdvisedException;
      return again ? ExitStatus.RESTART_ADVISED : ExitStatus.FAILED;
    }
    return ExitStatus.DONE;
  }
}
