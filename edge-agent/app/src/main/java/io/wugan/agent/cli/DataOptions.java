package io.wugan.agent.cli;

import io.wugan.agent.config.ConfigException;
import io.wugan.agent.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
      description = "A data folder, or a copy of one; may be a ledger.db alone.")
  private @Nullable Path data;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The board's configuration file, in place of --data.")
  private @Nullable Path config;

  /** The folder or file; wrong use if it is not named, or named twice. */
  Path get() throws ConfigException, IOException {
    if (data != null && config == null) {
      return data;
    }
    if (config != null && data == null) {
      return ConfigFile.load(config).data();
    }
    throw new ParameterException(
        command.commandLine(), "one of --data DIR and --config FILE is wanted");
  }
}
