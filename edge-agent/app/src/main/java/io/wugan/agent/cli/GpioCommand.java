package io.wugan.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code wugan gpio}: the board's contacts, without the agent. */
@Command(
    name = "gpio",
    mixinStandardHelpOptions = true,
    subcommands = {GpioWatchCommand.class, GpioSetCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "Try loops, buttons, doors and relays as they are wired (开关量测试).")
final class GpioCommand implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
