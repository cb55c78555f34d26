package io.wugan.agent.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many a list shows at most. */
final class LimitOption {

  private static final int MOST = 100_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  private int limit = 50;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many, 1 to 100000 (default: ${DEFAULT-VALUE}).")
  void limit(int value) {
    if (value < 1 || value > MOST) {
      throw new ParameterException(
          command.commandLine(), "--limit must lie between 1 and " + MOST + ", not " + value);
    }
    limit = value;
  }

  int value() {
    return limit;
  }
}
