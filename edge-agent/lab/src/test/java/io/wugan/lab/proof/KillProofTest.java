package io.wugan.lab.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wugan.lab.broker.Broker;
import io.wugan.lab.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The proof against agents in processes of their own: one that keeps its promises, one that does
 * not.
 */
class KillProofTest {
  @TempDir Path work;

  private ProofSettings settings(int kills, int outages, String... options) {
    return new ProofSettings(
        work.resolve("proof"),
        command(FakeAgent.class, options),
        new ProofSettings.Clips(work.resolve("in.mp4"), work.resolve("out.mp4")),
        kills,
        outages,
        7,
        new ProofSettings.Life(Duration.ofMillis(100), Duration.ofMillis(2000)),
        Duration.ofSeconds(60));
  }

  private static List<String> command(Class<?> agent, String... options) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xshare:auto");
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(agent.getName());
    words.addAll(List.of(options));
    words.addAll(List.of("--config", ProofSettings.CONFIG));
    return words;
  }

  @Test
  void agentThatKeepsItsPromises_isProved_throughKillsAndAnOutage() {
    try (Broker broker = EmbeddedBroker.startInMemory()) {
      ProofVerdict verdict = KillProof.run(settings(3, 1), broker);

      assertThat(verdict.faults()).isEmpty();
      assertThat(verdict.atWork()).isPositive();
      assertThat(verdict.captured()).isPositive().isEqualTo(verdict.delivered());
      assertThat(verdict.billed()).isPositive().isEqualTo(verdict.finished());
      assertThat(verdict.toString()).contains("HOLDS: nothing lost");
    }
  }

  @Test
  void agentThatTrustsTheBroker_isFoundOut() {
    try (Broker broker = EmbeddedBroker.startInMemory()) {
      ProofVerdict verdict = KillProof.run(settings(2, 1, "--forgetful"), broker);

      assertThat(verdict.holds()).isFalse();
      assertThat(verdict.toString()).contains("LOST").contains("DOES NOT HOLD");
    }
  }

  @Test
  void agentThatDoesNotStart_isNoVerdict() {
    try (Broker broker = EmbeddedBroker.startInMemory()) {
      ProofSettings broken =
          new ProofSettings(
              work.resolve("proof"),
              List.of("false", ProofSettings.CONFIG),
              new ProofSettings.Clips(work, work),
              1,
              0,
              1,
              new ProofSettings.Life(Duration.ofSeconds(5), Duration.ofSeconds(5)),
              Duration.ofSeconds(5));

      assertThatThrownBy(() -> KillProof.run(broken, broker))
          .isInstanceOf(ProofException.class)
          .hasMessageContaining("ended by itself");
    }
  }

  @Test
  void commandLine_runsTheProof_andRefusesAFolderThatWasUsed() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = {
      "--kills=1",
      "--outages=0",
      "--broker=embedded",
      "--shortest=PT0.5S",
      "--longest=PT1S",
      "--entry-clip=in.mp4",
      "--exit-clip=out.mp4",
      "--work=" + work.resolve("again"),
      "--command=" + String.join(" ", command(LedgerAgent.class))
    };

    assertThat(commandLine(out, err).execute(words)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("HOLDS");
    assertThat(Files.readString(work.resolve("again/agent.yaml")))
        .contains("site: proof", "resendAfter: PT5S", "loop: false");

    assertThat(commandLine(out, err).execute(words)).isEqualTo(1);
    assertThat(err.toString()).contains("holds an earlier run");
  }

  private static CommandLine commandLine(StringWriter out, StringWriter err) {
    return new CommandLine(new KillProofCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }
}
