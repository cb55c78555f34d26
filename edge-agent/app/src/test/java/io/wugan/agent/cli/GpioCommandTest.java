package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wugan gpio} with contacts as files; with those of a real kernel in kernel-proof. */
class GpioCommandTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String driver = "SIMULATED";

  @BeforeEach
  void contacts() throws IOException {
    Files.createDirectories(folder.resolve("contacts"));
    set("loop-a", "0");
    set("door", "1");
  }

  private void set(String contact, String value) throws IOException {
    Files.writeString(folder.resolve("contacts").resolve(contact), value);
  }

  private String lamp() throws IOException {
    Path file = folder.resolve("contacts/lamp");
    return Files.exists(file) ? Files.readString(file).strip() : "none";
  }

  private String[] arguments(String command, String... more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("wugan.yaml"),
            """
            site: s1
            edge: e1
            data: data
            mqtt: {url: "tcp://broker:1883"}
            lanes: [{id: in, role: ENTRY, camera: {file: in.mp4}}]
            gpio:
              driver: %s
              chip: /dev/gpiochip-none
              folder: contacts
              inputs:
                - {id: loop-a, line: 17}
                - {id: door, line: 5, tamper: true}
              outputs:
                - {id: lamp, line: 27, maxOn: PT20S}
            """
                .formatted(driver));
    List<String> all = new ArrayList<>(List.of("gpio", command, "--config", file.toString()));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private int run(String command, String... more) throws IOException {
    return Wugan.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments(command, more));
  }

  private CompletableFuture<Integer> start(String command, String... more) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return run(command, more);
          } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
          }
        });
  }

  @Test
  void watch_showsHowInputsAre_andEachChange_andTouchesNoOutput() throws Exception {
    CompletableFuture<Integer> watch = start("watch", "--for", "PT3S");
    await().atMost(SOON).until(() -> out.toString().contains("loop-a (line 17) is off\n"));
    assertThat(out.toString()).contains("door (line 5) is ON\n");
    set("loop-a", "1");
    await().atMost(SOON).until(() -> out.toString().contains("loop-a (line 17) ON\n"));
    set("loop-a", "0");
    await().atMost(SOON).until(() -> out.toString().contains("loop-a (line 17) off\n"));
    assertThat(watch.get(20, TimeUnit.SECONDS)).isEqualTo(ExitStatus.DONE);
    assertThat(out.toString()).endsWith("loop-a: 2 changes\ndoor: 0 changes\n");
    assertThat(lamp()).isEqualTo("none");
  }

  @Test
  void watch_ofOneInput_asJson() throws IOException {
    assertThat(run("watch", "door", "--for", "PT1S", "--format", "jsonl")).isZero();
    assertThat(out.toString())
        .matches("\\{\"input\":\"door\",\"line\":5,\"on\":true,\"at\":\"[-0-9T:.]+Z\"}\n");
  }

  @Test
  void set_switchesOnForItsTime_thenOff() throws Exception {
    CompletableFuture<Integer> set = start("set", "lamp", "--for", "PT1S");
    await().atMost(SOON).until(() -> lamp().equals("1"));
    assertThat(set.get(20, TimeUnit.SECONDS)).isEqualTo(ExitStatus.DONE);
    assertThat(lamp()).isEqualTo("0");
    assertThat(out.toString()).isEqualTo("lamp (line 27): ON for 1.0 s\nlamp (line 27): off\n");
  }

  @Test
  void set_thatIsEndedByASignal_leavesTheOutputOff() throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Wugan.class.getName()));
    all.addAll(List.of(arguments("set", "lamp", "--for", "PT20S")));
    Process process =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("process.log").toFile())
            .start();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> lamp().equals("1") || !process.isAlive());
      assertThat(process.isAlive()).as(log()).isTrue();
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(log()).isTrue();
      assertThat(lamp()).isEqualTo("0");
    } finally {
      process.destroyForcibly();
    }
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("process.log"));
  }

  @Test
  void contactsThatAreTakenAway_endTheWatch_andSayWhich() throws Exception {
    CompletableFuture<Integer> watch = start("watch", "--for", "PT1M");
    await().atMost(SOON).until(() -> out.toString().contains("loop-a (line 17) is off\n"));
    Files.delete(folder.resolve("contacts/loop-a"));
    assertThat(watch.get(20, TimeUnit.SECONDS)).isEqualTo(ExitStatus.FAULT_FOUND);
    assertThat(err.toString()).contains("contacts/loop-a cannot be read");
  }

  @Test
  void chipThatIsMissing_isAFaultThatNamesIt() throws IOException {
    driver = "KERNEL";
    assertThat(run("watch")).isEqualTo(ExitStatus.FAULT_FOUND);
    assertThat(run("set", "lamp")).isEqualTo(ExitStatus.FAULT_FOUND);
    assertThat(err.toString()).contains("/dev/gpiochip-none: cannot be opened");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void wrongUse_isRefusedWithWhatIsAllowed() throws IOException {
    assertThat(run("set", "siren")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(err.toString()).contains("siren: not among gpio.outputs", "wugan.yaml: lamp");
    assertThat(run("watch", "loop-z")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(err.toString()).contains("loop-z: not among gpio.inputs", ": loop-a, door");
    assertThat(run("set", "lamp", "--for", "PT21S")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(err.toString()).contains("--for PT21S; allowed: PT0.1S to PT20S");
    assertThat(run("watch", "--for", "PT0S")).isEqualTo(ExitStatus.WRONG_USE);
    assertThat(err.toString()).contains("--for PT0S; allowed: PT1S to PT24H");
    assertThat(lamp()).isEqualTo("none");
  }
}
