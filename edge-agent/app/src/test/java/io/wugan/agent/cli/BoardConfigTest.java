package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The variable is set as a property of Java's, which goes before it. */
class BoardConfigTest {

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void board() {
    System.setProperty("WUGAN_CONFIG", directory.resolve("board.yaml").toString());
  }

  @AfterEach
  void noBoard() {
    System.clearProperty("WUGAN_CONFIG");
  }

  private void write(String name, String data) throws IOException {
    Files.writeString(
        directory.resolve(name),
        """
        site: s1
        edge: e1
        data: %s
        mqtt: {url: "tcp://127.0.0.1:1"}
        lanes: [{id: E1, role: ENTRY, camera: {file: a.mp4}}]
        """
            .formatted(data));
  }

  private int run(String... words) {
    return Wugan.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void boardsOwnFile_isTaken_whereNoneIsNamed() throws IOException {
    write("board.yaml", "data");

    assertThat(run("check-config")).isZero();
    assertThat(out.toString()).contains("board.yaml: good, 1 lanes");
    assertThat(run("ledger", "backups")).isZero();
    assertThat(run("gpio", "watch")).isEqualTo(2);
    assertThat(err.toString()).contains("gpio.inputs in " + directory.resolve("board.yaml"));
  }

  @Test
  void namedFile_goesBefore() throws IOException {
    write("board.yaml", "data");

    assertThat(run("page", "show", "--config", directory.resolve("other.yaml").toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("other.yaml: no such file", "--config FILE");
  }

  @Test
  void fileThatIsNotThere_isNamed() {
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(err.toString())
        .contains(directory.resolve("board.yaml") + ": no such file", "--config FILE");
  }

  @Test
  void dataFolder_standsInPlaceOfTheBoardsOwnFile_notOfANamedOne() throws IOException {
    write("board.yaml", "data");
    String absent = directory.resolve("absent").toString();

    assertThat(run("verify")).isEqualTo(1);
    assertThat(err.toString()).contains(directory.resolve("data").toString());
    assertThat(run("verify", "--data", absent)).isEqualTo(1);
    assertThat(err.toString()).contains(absent);
    assertThat(run("verify", "--data", absent, "--config", "x.yaml")).isEqualTo(2);
    assertThat(err.toString()).contains("one of --data DIR and --config FILE is wanted");
  }

  @Test
  void everyCommand_takesIt() {
    List<String> others = new ArrayList<>();
    int taking = collectOthers(Wugan.commandLine(), others);

    assertThat(taking).isGreaterThan(25);
    // A video is no board: it has lanes of its own where none are named.
    assertThat(others).containsExactly("wugan replay");
  }

  private static int collectOthers(CommandLine command, List<String> others) {
    int taking = 0;
    OptionSpec config = command.getCommandSpec().findOption("--config");
    if (config != null) {
      boolean takes =
          !config.required() && System.getProperty("WUGAN_CONFIG").equals(config.defaultValue());
      taking += takes ? 1 : 0;
      if (!takes) {
        others.add(command.getCommandSpec().qualifiedName());
      }
    }
    for (CommandLine sub : command.getSubcommands().values()) {
      taking += collectOthers(sub, others);
    }
    return taking;
  }
}
