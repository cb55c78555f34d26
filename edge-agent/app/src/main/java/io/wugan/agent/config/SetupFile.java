package io.wugan.agent.config;

import io.wugan.agent.config.Problem.Severity;
import io.wugan.agent.firstboot.Setup;
import io.wugan.agent.firstboot.SetupSpan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the setup file of a boot partition (YAML 1.2, UTF-8). */
public final class SetupFile {

  private static final int MAX_BYTES = 64 * 1024;
  private static final String MARK = "\ufeff";

  /**
   * What a file says.
   *
   * @param text as it stands there
   * @param setup empty if there is an error
   * @param problems everything that is wrong, in the order of the lines
   * @param secrets where secrets stand
   */
  public record Result(
      String text, Optional<Setup> setup, List<Problem> problems, List<SetupSpan> secrets) {
    public Result {
      problems = List.copyOf(problems);
      secrets = List.copyOf(secrets);
    }
  }

  private SetupFile() {}

  /**
   * Reads a file and finds every problem in it, and in the files that it names beside it.
   *
   * @throws IOException if it cannot be read
   */
  public static Result check(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      return broken(0, "a file of more than 64 KB", "a setup file  安装文件");
    }
    byte[] bytes = Files.readAllBytes(file);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      return broken(
          0, "text that is not UTF-8", "UTF-8: save it so in the editor  请在编辑器中以 UTF-8 编码另存");
    }
    return parse(text, file.toAbsolutePath().resolveSibling(""));
  }

  private static Result broken(int line, String found, String allowed) {
    return new Result(
        "",
        Optional.empty(),
        List.of(new Problem(Severity.ERROR, line, "", found, allowed)),
        List.of());
  }

  /**
   * Reads a text and finds every problem in it.
   *
   * @param folder where the files lie that it names
   */
  static Result parse(String text, Path folder) {
    List<Problem> problems = new ArrayList<>();
    Setup setup = null;
    List<SetupSpan> secrets = List.of();
    // Editors of Windows put it there; it is no part of the text.
    int skipped = text.startsWith(MARK) ? MARK.length() : 0;
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setAllowDuplicateKeys(false).build())
              .composeString(text.substring(skipped));
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        ConfigSection section = new ConfigSection("", 1, mapping, problems);
        SetupSecrets spans = new SetupSecrets(text, skipped);
        setup = new SetupReader(section, folder, spans).read();
        section.noteUnknownKeys();
        secrets = spans.spans();
      } else {
        problems.add(ConfigReader.syntax(1, "no keys"));
      }
    } catch (MarkedYamlEngineException wrong) {
      int line = wrong.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(ConfigReader.syntax(line, wrong.getProblem()));
    } catch (YamlEngineException wrong) {
      problems.add(ConfigReader.syntax(0, String.valueOf(wrong.getMessage())));
    }
    problems.sort(Comparator.comparingInt(Problem::line));
    boolean refused = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
    return new Result(
        text, refused ? Optional.empty() : Optional.ofNullable(setup), problems, secrets);
  }
}
