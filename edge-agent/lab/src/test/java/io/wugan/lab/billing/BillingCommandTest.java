package io.wugan.lab.billing;

import static io.wugan.lab.billing.EventFixture.entry;
import static io.wugan.lab.billing.EventFixture.exit;
import static io.wugan.lab.billing.EventFixture.orphan;
import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.lab.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BillingCommandTest {
  @TempDir Path data;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return new CommandLine(new BillingCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void billing_printsBillsWhole_andTheReportMasked() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startInMemory();
        ScriptedEdge edge = new ScriptedEdge(broker.url())) {
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(
              () -> run("--broker=" + broker.url(), "--data=" + data, "--for=PT8S"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                edge.send(entry(1, 1), exit(2, 1, Duration.ofHours(1)), orphan(3, 5));
                return edge.upto() == 3;
              });
      assertThat(status.get(60, TimeUnit.SECONDS)).as(err.toString()).isZero();
    }

    assertThat(out.toString())
        .contains("浙A00001  2026-03-02T12:00:00Z → 2026-03-02T13:00:00Z  60 min  3.00 yuan")
        .contains("1 stays billed, 300 fen in all")
        .contains("1 open questions", "ORPHAN_EXIT lot1/e1 浙A0***5");

    out.getBuffer().setLength(0);
    assertThat(run("--data=" + data, "--report")).isZero();
    assertThat(out.toString()).contains("1–3").doesNotContain("浙A00001");
  }

  @Test
  void wrongWords_areToldApartFromFailures() {
    assertThat(run("--data=" + data, "--unit-minutes=0")).isEqualTo(2);
    assertThat(err.toString()).contains("unit 0 min");
    assertThat(run("--data=" + data.resolve("nothing"), "--report")).isEqualTo(1);
    assertThat(err.toString()).contains("no billing.db");
    assertThat(List.of(err.toString())).noneMatch(text -> text.contains("Exception"));
  }
}
