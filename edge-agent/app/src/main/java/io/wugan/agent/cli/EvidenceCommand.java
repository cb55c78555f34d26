package io.wugan.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code wugan evidence …}: the pictures, and what holds them. */
@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    description = "Look at the pictures, hold disputed ones, sweep (抓拍图：查看、保全、清理).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EvidenceOrderCommands.Hold.class,
      EvidenceOrderCommands.Release.class,
      EvidenceListCommand.class,
      EvidenceStatsCommand.class,
      EvidenceOrderCommands.Sweep.class,
    })
final class EvidenceCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
