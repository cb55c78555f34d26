package io.wugan.agent.config;

import io.wugan.agent.config.AgentConfig.Source;
import io.wugan.agent.config.Problem.Severity;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads configuration files (YAML 1.2, UTF-8). */
public final class ConfigFile {

  /** A configuration is a page of text; anything larger is the wrong file. */
  static final int MAX_BYTES = 1 << 20;

  /**
   * What a file says.
   *
   * @param config the configuration; empty if there is an error
   * @param problems everything that is wrong, in the order of the lines
   */
  public record Result(Optional<AgentConfig> config, List<Problem> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  private ConfigFile() {}

  /**
   * Reads a file and finds every problem in it.
   *
   * @throws IOException if the file cannot be read
   */
  public static Result check(Path file) throws IOException {
    return check(file, file.toAbsolutePath().resolveSibling(""));
  }

  /**
   * Reads a file and finds every problem in it.
   *
   * @param folder folder that relative paths are taken from
   * @throws IOException if the file cannot be read
   */
  public static Result check(Path file, Path folder) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder; a configuration file is wanted");
    }
    if (!Files.exists(file)) {
      throw new IOException(file + ": no such file; a configuration file is wanted");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(
          file + ": is " + Files.size(file) + " bytes long; at most " + MAX_BYTES + " are allowed");
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException notText) {
      throw new IOException(file + ": is not UTF-8 text", notText);
    }
    return parse(text, folder);
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException with every problem, if there is an error
   * @throws IOException if the file cannot be read
   */
  public static AgentConfig load(Path file) throws ConfigException, IOException {
    Result result = check(file);
    return result
        .config()
        .orElseThrow(() -> new ConfigException(file.toString(), result.problems()));
  }

  /**
   * Reads a text and finds every problem in it.
   *
   * @param folder folder that relative paths are taken from
   */
  public static Result parse(String text, Path folder) {
    List<Problem> problems = new ArrayList<>();
    AgentConfig config = null;
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setAllowDuplicateKeys(false).build())
              .composeString(text);
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        config =
            new ConfigReader(folder)
                .read(new ConfigSection("", 1, mapping, problems), new Source(0, hash(text)));
      } else {
        problems.add(ConfigReader.syntax(1, "no keys"));
      }
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(ConfigReader.syntax(line, broken.getProblem()));
    } catch (YamlEngineException broken) {
      problems.add(ConfigReader.syntax(0, String.valueOf(broken.getMessage())));
    }
    problems.sort(Comparator.comparingInt(Problem::line));
    boolean refused = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
    return new Result(refused ? Optional.empty() : Optional.ofNullable(config), problems);
  }

  /** What a configuration is known by: SHA-256 of its text, as 64 hexadecimal digits. */
  public static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
