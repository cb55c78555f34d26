package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which data folder a command looks at: named by itself, or by the board's configuration. */
final class DataOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A data folder, or a copy of one, in place of --config; may be a ledger.db alone.")
  private @Nullable Path data;

  @Mixin private BoardConfig board = new BoardConfig();

  /** The folder or file; wrong use if it is named twice. */
  Path get() throws ConfigException, IOException {
    if (data == null) {
      return board.load().data();
    }
    if (command.commandLine().getParseResult().hasMatchedOption("--config")) {
      throw new ParameterException(
          command.commandLine(), "one of --data DIR and --config FILE is wanted");
    }
    return data;
  }
}
