package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.release.ReleaseStore;
import io.wugan.agent.release.ReleaseTarget;
import io.wugan.agent.release.ReleaseVersion;
import io.wugan.agent.release.RunningRelease;
import io.wugan.agent.release.UpdateOverview;
import io.wugan.sync.contract.CommandKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wugan update}: releases of the program beside the packaged one. */
@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    description = "Install, look at and take back releases (升级、查看、回退程序版本).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpdateCommands.Status.class,
      UpdateCommands.Install.class,
      UpdateCommands.Rollback.class
    })
final class UpdateCommands implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  private static ReleaseStore store(AgentConfig config) {
    return new ReleaseStore(config.data().resolve("releases"), RunningRelease.packagedProgram());
  }

  /** {@code wugan update status}. */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Which release runs, which is on trial, which was taken back and why.")
  static final class Status implements Callable<Integer> {

    @Mixin private BoardConfig board = new BoardConfig();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException, IOException {
      PrintWriter out = spec.commandLine().getOut();
      UpdateOverview.of(store(board.load())).forEach(out::println);
      out.flush();
      return ExitStatus.DONE;
    }
  }

  /** {@code wugan update install}. */
  @Command(
      name = "install",
      mixinStandardHelpOptions = true,
      description = {
        "Install a signed release from a file; the agent changes over at a quiet moment.",
        "It is on trial first, and taken back by itself if it does not do well."
      })
  static final class Install implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The release, as wugan-0.2.0-linux-arm64.wugan.")
    private Path file = Path.of("");

    @Option(names = "--older", description = "Even if it is older than the one that runs.")
    private boolean older;

    @Mixin private BoardConfig board = new BoardConfig();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
      AgentConfig config = board.load();
      Path keys =
          config
              .updates()
              .trustedKeys()
              .orElseThrow(
                  () ->
                      new IOException(
                          "updates.trustedKeys is not set: a PEM file of the keys that sign releases is wanted"));
      ReleaseStore store = store(config);
      ReleaseVersion version =
          store.install(
              file,
              CommandKeys.load(keys),
              ReleaseTarget.ofThisProgram(RunningRelease.builtVersion()),
              older);
      spec.commandLine()
          .getOut()
          .println(
              "release "
                  + version
                  + " is installed; a running agent changes over within ten minutes, a stopped one with its next start");
      spec.commandLine().getOut().flush();
      return ExitStatus.DONE;
    }
  }

  /** {@code wugan update rollback}. */
  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "Have the release before run again; the agent changes over at a quiet moment.")
  static final class Rollback implements Callable<Integer> {

    @Option(names = "--why", paramLabel = "TEXT", description = "For whoever asks later.")
    private String why = "by hand";

    @Mixin private BoardConfig board = new BoardConfig();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
      AgentConfig config = board.load();
      ReleaseStore store = store(config);
      String back = store.takeBack(why);
      spec.commandLine().getOut().println("release " + back + " runs from the next start on");
      spec.commandLine().getOut().flush();
      return ExitStatus.DONE;
    }
  }
}
