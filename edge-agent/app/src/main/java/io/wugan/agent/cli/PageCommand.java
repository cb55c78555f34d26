package io.wugan.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code wugan page}: the local page. */
@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    subcommands = {PageShowCommand.class, PageCodeCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "Where the local page is, and how to get in the first time (本地页面).")
final class PageCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
