package io.wugan.agent.firstboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.cli.Wugan;
import io.wugan.agent.page.access.FirstUseCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The code with which the page's first user comes in, from the setup file. */
class PageCodeTest {

  @TempDir Path root;
  private Path file;
  private Path code;

  @BeforeEach
  void prepare() throws IOException {
    file = Files.createDirectories(root.resolve("boot")).resolve("wugan-setup.yaml");
    Files.createDirectories(root.resolve("var/lib/wugan"));
    code = root.resolve("var/lib/wugan/page/first-use");
    write("GATE-2345-west");
  }

  private void write(String value) throws IOException {
    Files.writeString(
        file,
        """
        site: s1
        edge: e1
        cloud: {url: "tcp://127.0.0.1:1883"}
        lanes: [{id: entry, role: ENTRY, camera: {url: "rtsp://10.0.0.9/1"}}]
        page: {listen: eth0, code: '%s'}
        """
            .formatted(value));
  }

  private String take(int wanted) {
    StringWriter out = new StringWriter();
    CommandLine line = Wugan.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    int status =
        line.execute("first-boot", "take", "--file", "" + file, "--root", "" + root, "--user", "");
    assertThat(status).as(out.toString()).isEqualTo(wanted);
    return out.toString();
  }

  @Test
  void code_letsTheFirstUserIn_andIsGoneFromTheFile() throws IOException {
    take(0);

    assertThat(new FirstUseCode(code).matches("gate 2345 west")).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(code)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).doesNotContain("2345").contains("(taken over");
  }

  @Test
  void codeThatWasUsed_doesNotComeBackWithTheNextStart() throws IOException {
    take(0);
    new FirstUseCode(code).use();

    take(0);
    write("GATE-2345-west"); // the same file, copied onto the card again
    take(0);

    assertThat(code).doesNotExist();
  }

  @Test
  void pageWithUsers_takesNoCode() throws IOException {
    Files.createDirectories(code.resolveSibling(""));
    Files.writeString(code.resolveSibling("users.json"), "{}");

    assertThat(take(0)).contains("has users already");

    assertThat(code).doesNotExist();
  }

  @Test
  void codeOfAnotherLength_isRefused_andNothingIsWritten() throws IOException {
    write("short");

    assertThat(take(3)).contains("page.code").contains("12").doesNotContain("short");

    assertThat(root.resolve("etc/wugan/wugan.yaml")).doesNotExist();
    assertThat(code).doesNotExist();
  }
}
