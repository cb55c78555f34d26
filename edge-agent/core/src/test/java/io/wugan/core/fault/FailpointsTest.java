package io.wugan.core.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailpointsTest {

  @TempDir Path folder;

  @Test
  void nothingArmed_nothingHappens() {
    assertThat(Failpoints.Armed.parse("")).isEmpty();
    Failpoint.LEDGER_COMMITTED.pass();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LEDGER", "LEDGER:0:halt", "LEDGER:1:stop", "ledger:1:halt", "A:1:hold:"})
  void otherForms_areRefused_withTheForm(String text) {
    assertThatThrownBy(() -> Failpoints.Armed.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PLACE:TIME:halt or PLACE:TIME:hold:FOLDER, not " + text);
  }

  @Test
  void held_untilItMayGoOn_atTheTimeThatIsArmedAndNoOther() throws Exception {
    Failpoints.Armed armed =
        Failpoints.Armed.parse("ACK_APPLIED:2:hold:" + folder.toString()).orElseThrow();
    Path reached = Failpoints.reached(folder, Failpoint.ACK_APPLIED);
    armed.passed("ACK_APPLIED");
    armed.passed("ACK_RECEIVED");
    assertThat(reached).doesNotExist();

    CompletableFuture<Void> held = CompletableFuture.runAsync(() -> armed.passed("ACK_APPLIED"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          while (!Files.exists(reached)) {
            Thread.onSpinWait();
          }
        });
    assertThat(held).isNotDone();
    Files.createFile(Failpoints.go(folder, Failpoint.ACK_APPLIED));
    held.get(10, TimeUnit.SECONDS);
    armed.passed("ACK_APPLIED");
  }

  @Test
  void halt_endsTheProcess_withoutItsHooks() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + Failpoints.PROPERTY + "=LEDGER_COMMITTED:1:halt",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.resolve("hook").toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(Failpoints.HALTED);
    assertThat(folder.resolve("hook")).doesNotExist();
  }

  /** Would write a file at its end. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      Files.createFile(Path.of(arguments[0]));
                    } catch (IOException failed) {
                      throw new java.io.UncheckedIOException(failed);
                    }
                  }));
      Failpoint.LEDGER_COMMITTED.pass();
    }
  }
}
