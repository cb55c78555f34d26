package io.wugan.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code wugan records …}: what the cloud is told. */
@Command(
    name = "records",
    mixinStandardHelpOptions = true,
    description = "Look at the numbered records, export them, send them again (上传记录).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RecordsListCommand.class,
      RecordsShowCommand.class,
      RecordsExportCommand.class,
      RecordsResendCommand.class,
    })
final class RecordsCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
