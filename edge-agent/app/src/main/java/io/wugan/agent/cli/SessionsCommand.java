package io.wugan.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code wugan sessions …}: look at stays and put them right. */
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    description = "Look at stays and review items, and put them right (在场记录与人工复核).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SessionsListCommand.class,
      SessionsShowCommand.class,
      SessionsExportCommand.class,
      SessionsReviewsCommand.class,
      SessionsLearnCommand.class,
      CorrectionCommands.SetPlate.class,
      CorrectionCommands.Bind.class,
      CorrectionCommands.Forget.class,
      CorrectionCommands.Close.class,
      CorrectionCommands.Discard.class,
      CorrectionCommands.Recount.class,
      CorrectionCommands.Confirm.class,
    })
final class SessionsCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
