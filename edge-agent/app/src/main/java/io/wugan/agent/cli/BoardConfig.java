package io.wugan.agent.cli;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.ConfigException;
import io.wugan.agent.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * Which board a command is for: by its configuration file. On a board nobody has to name it; a
 * laptop has none at that place. The launcher of the package goes by the same variable.
 */
final class BoardConfig {

  /** The variable, and where the package has it. */
  static final String PLACE = "${WUGAN_CONFIG:-/etc/wugan/wugan.yaml}";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = PLACE,
      description = "The board's configuration file (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("");

  /**
   * The file, which is there.
   *
   * @throws IOException if it is not
   */
  Path file() throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(
          file + ": no such file; a configuration file is wanted (--config FILE, or WUGAN_CONFIG)");
    }
    return file;
  }

  /**
   * What it says.
   *
   * @throws ConfigException if it has errors
   * @throws IOException if it cannot be read
   */
  AgentConfig load() throws ConfigException, IOException {
    return ConfigFile.load(file());
  }
}
