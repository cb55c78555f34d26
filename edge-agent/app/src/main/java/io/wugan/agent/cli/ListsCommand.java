package io.wugan.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code wugan lists …}: the lot's list of plates. */
@Command(
    name = "lists",
    mixinStandardHelpOptions = true,
    description = "The lot's list of monthly, exempt and indebted plates (月租车、免费车、欠费车名单).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListsImportCommand.class, ListsShowCommand.class})
final class ListsCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
