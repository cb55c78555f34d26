package io.wugan.agent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher's script and the agent say to one another, by a real shell. */
@EnabledOnOs(OS.LINUX)
class LauncherScriptTest {

  private static final Path SCRIPT =
      Path.of("../../install/package/src/program/releases.sh").toAbsolutePath().normalize();

  @TempDir Path directory;
  private Workshop workshop;
  private Path root;
  private ReleaseStore store;

  @BeforeEach
  void board() throws IOException {
    workshop = new Workshop(directory.resolve("workshop"));
    root = directory.resolve("releases");
    store = new ReleaseStore(root, workshop.program("0.1.0"));
  }

  private void install(String version) throws IOException, InterruptedException {
    store.install(workshop.bundle(version), workshop.keys(), Workshop.target("0.1.0"), false);
  }

  /** Which release the launcher picks. */
  private String pick(String call) throws IOException, InterruptedException {
    String shell =
        "set -eu; data=%s; installed=/packaged; say() { echo \"$*\" >&2; }; . %s; %s; echo \"$current\""
            .formatted(directory, SCRIPT, call);
    Process process =
        new ProcessBuilder(List.of("sh", "-c", shell))
            .redirectError(directory.resolve("said").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("said"))).isZero();
    return out.strip();
  }

  private String start() throws IOException, InterruptedException {
    return pick("release_for_service 0");
  }

  @Test
  void boardWithoutReleases_runsThePackage() throws Exception {
    assertThat(start()).isEqualTo("packaged");
    assertThat(pick("release_for_command")).isEqualTo("packaged");
    assertThat(root).doesNotExist();
  }

  @Test
  void releaseOnTrial_hasThreeStarts_thenTheOneBeforeRuns() throws Exception {
    install("0.2.0");
    store.keep();
    install("0.3.0");
    store.tell(List.of("in1"), true);

    assertThat(List.of(start(), start(), start())).containsOnly("0.3.0");
    assertThat(store.state().trial().orElseThrow())
        .isEqualTo(new ReleaseState.Trial(3, true, List.of("in1"), true));
    assertThat(start()).isEqualTo("0.2.0");
    assertThat(start()).isEqualTo("0.2.0");

    assertThat(store.state().failed()).isEqualTo("0.3.0");
    assertThat(store.state().reason()).contains("3 times");
    assertThat(store.state().trial()).isEmpty();
  }

  @Test
  void releaseThatHasProvedItself_staysHoweverOftenItStarts() throws Exception {
    install("0.2.0");
    start();
    store.keep();

    for (int i = 0; i < 5; i++) {
      assertThat(pick("release_for_service " + i)).isEqualTo("0.2.0");
    }
    assertThat(pick("release_for_command")).isEqualTo("0.2.0");
  }

  @Test
  void provenReleaseThatIsDamaged_isTakenBack_onlyOnceItFails() throws Exception {
    install("0.2.0");
    store.keep();
    Files.writeString(root.resolve("0.2.0/lib/changes.jar"), "another");

    assertThat(pick("release_for_service 2")).isEqualTo("0.2.0");
    assertThat(pick("release_for_service 3")).isEqualTo("packaged");
    assertThat(store.state().reason()).contains("damaged");
  }

  @Test
  void releaseThatIsGone_isTakenBack() throws Exception {
    install("0.2.0");
    store.keep();
    Files.delete(root.resolve("0.2.0/wugan.jar"));

    assertThat(pick("release_for_command")).isEqualTo("packaged");
    assertThat(start()).isEqualTo("packaged");
    assertThat(store.state().failed()).isEqualTo("0.2.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "current",
        "current=",
        "current=../../tmp",
        "current=/etc",
        "current=1.2.0;reboot",
        "current=$(reboot)",
        "current=1..2",
        "\u0000\u0001\u0002",
        "current=9.9.9",
      })
  void damagedState_runsThePackage(String state) throws Exception {
    Files.createDirectories(root);
    Files.writeString(root.resolve("state"), state + "\n");

    assertThat(start()).isEqualTo("packaged");
    assertThat(pick("release_for_command")).isEqualTo("packaged");
  }

  @Test
  void folderThatCannotBeWritten_keepsNothingFromStarting() throws Exception {
    install("0.2.0");
    // As on a full or read-only disk: the new state cannot be made.
    Files.createDirectory(root.resolve("state.new"));

    assertThat(start()).as("its starts cannot be counted").isEqualTo("packaged");
  }
}
