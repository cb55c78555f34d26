package io.wugan.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code wugan privacy …}: what a person may ask of the lot. */
@Command(
    name = "privacy",
    mixinStandardHelpOptions = true,
    description = "Forget a vehicle whose owner asks for it (个人信息删除).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PrivacyForgetCommand.class, PrivacyListCommand.class})
final class PrivacyCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
