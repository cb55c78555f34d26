package io.wugan.agent.firstboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.agent.config.SetupFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is wrong in a setup file, around it, or with the power. */
class FirstBootFaultsTest extends SetupFixture {

  private static final String WORDS = "(taken over 2026-11-27 已读取)";

  @Test
  void everyFault_isToldAtOnce_andNothingIsChanged() throws IOException {
    String wrong =
        setup()
            .replace("site: s0001", "site: 停车场")
            .replace("tok-4f7d-8a21", "short")
            .replace("gateway: 192.168.1.1", "gateway: 192.168.2.1")
            .replace("'pass: word'", "seven77")
            .replace("commands.pem", "nobody.pem")
            .replace("role: EXIT", "role: OUT")
            .replace("listen: eth0", "listen: eth0, colour: red");
    write(wrong);

    assertThat(take()).isEqualTo(3);

    assertThat(said)
        .contains("wugan-setup.yaml:2: error: site: found '停车场'")
        .contains("wugan-setup.yaml:7: error: cloud.claimToken: found something else")
        .contains("wugan-setup.yaml:9: error: network.ethernet.gateway")
        .contains("wugan-setup.yaml:12: error: network.wifi.password: found something else")
        .contains("lanes[1].role: found 'OUT'")
        .contains("keys.commands: found 'nobody.pem', which is not there")
        .contains("warning: page.colour")
        .contains("nothing was changed", "未作任何更改")
        .doesNotContain("seven77", "short");
    assertThat(root).isEmptyDirectory();
    assertThat(Files.readString(file)).isEqualTo(wrong.replace("\n", "\r\n"));
    assertThat(boot.resolve("wugan-setup.result.txt")).exists();
  }

  @Test
  void fileOfAnotherEncoding_orWithoutYaml_isRefusedWithWords() throws IOException {
    Files.write(file, setup().getBytes(java.nio.charset.Charset.forName("GBK")));
    assertThat(take()).isEqualTo(3);
    assertThat(said).contains("UTF-8");

    write("site: [\n");
    assertThat(take()).isEqualTo(3);
    assertThat(said).contains("YAML 1.2");
  }

  @Test
  void markOfAnEditorOfWindows_movesNothing() throws IOException {
    Files.writeString(file, "\ufeff" + setup());

    assertThat(take()).as(said).isZero();

    assertThat(Files.readString(file)).startsWith("\ufeff# 安装").doesNotContain("tok-4f7d", "am1");
  }

  @Test
  void secretOverSeveralLines_isRefused_becauseItCouldNotBeOverwritten() throws IOException {
    write(setup().replace("'pass: word'", "pass\n      word"));

    assertThat(take()).isEqualTo(3);

    assertThat(said).contains("a secret over several lines");
  }

  @Test
  void linkThatTheAgentsUserPutInTheWay_isNotFollowed() throws IOException {
    Path etc = Files.createDirectories(root.resolve("etc/wugan"));
    Path victim = Files.writeString(folder.resolve("victim"), "as it was");
    Files.createSymbolicLink(etc.resolve("cam-entry.login.part"), victim);
    Files.createSymbolicLink(etc.resolve("wugan.yaml"), victim);

    assertThat(take()).as(said).isZero();

    assertThat(victim).hasContent("as it was");
    assertThat(etc.resolve("wugan.yaml")).isRegularFile().isNotEqualTo(victim);
    assertThat(Files.isSymbolicLink(etc.resolve("wugan.yaml"))).isFalse();

    Files.delete(etc.resolve("enrol/claim"));
    Files.delete(etc.resolve("enrol"));
    Files.createSymbolicLink(etc.resolve("enrol"), Files.createDirectories(folder.resolve("out")));
    Files.delete(etc.resolve("setup.taken"));
    write(setup());
    assertThat(take()).isEqualTo(1);
    assertThat(folder.resolve("out")).isEmptyDirectory();
  }

  @Test
  void powerCutAtEveryStep_endsAtTheSameBoard() throws IOException {
    take();
    TreeMap<String, String> whole = files(root);
    int steps = 0;
    while (isCutAt(steps)) {
      assertThat(files(root)).as("after a cut at step " + steps).isEqualTo(whole);
      String text = Files.readString(file);
      assertThat(text).doesNotContain("tok-4f7d", "pass: word", "am1", "~~");
      steps++;
    }
    assertThat(steps).isGreaterThan(30);
  }

  private boolean isCutAt(int step) throws IOException {
    root = Files.createDirectories(folder.resolve("cut-" + step));
    write(setup());
    AtomicInteger left = new AtomicInteger(step);
    FirstBoot first =
        new FirstBoot(
            root,
            Optional.empty(),
            config -> List.of(),
            () -> {
              if (left.getAndDecrement() == 0) {
                throw new PowerCut();
              }
            });
    SetupFile.Result read = SetupFile.check(file);
    SetupText text = new SetupText(file, read.text(), read.secrets());
    boolean cut = false;
    try {
      first.take(read.setup().orElseThrow(), text, WORDS);
    } catch (PowerCut now) {
      cut = true;
    }
    assertThat(take()).as(said).isZero();
    return cut;
  }

  private static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TreeMap<String, String> files(Path root) throws IOException {
    TreeMap<String, String> all = new TreeMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = root.relativize(file).toString();
            if (!name.equals("etc/wugan/setup.taken")) {
              all.put(name, Files.readString(file) + Files.getPosixFilePermissions(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return all;
  }

  @Test
  void fileThatChangesWhileItIsRead_keepsItsNewText() throws IOException {
    SetupFile.Result read = SetupFile.check(file);
    SetupText text = new SetupText(file, read.text(), read.secrets());
    write(setup().replace("e01", "e02"));

    assertThatThrownBy(() -> text.shred(WORDS, () -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has changed");
    assertThat(Files.readString(file)).contains("e02", "tok-4f7d");
  }
}
