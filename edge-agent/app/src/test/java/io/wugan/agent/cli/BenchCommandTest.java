package io.wugan.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wugan.agent.bench.BenchResult;
import io.wugan.agent.bench.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine =
        Wugan.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  @Test
  void syntheticLane_aFewFrames_givesEveryFigure() throws IOException {
    assertThat(run("bench", "--warm-up", "1", "--frames", "3", "--format", "jsonl")).isZero();
    JsonNode line = new JsonMapper().readTree(out.toString());
    assertThat(line.path("frames").intValue()).isEqualTo(3);
    assertThat(line.path("looked").intValue()).isEqualTo(3);
    assertThat(line.path("engine").textValue()).contains("plate-reader", "1 threads");
    assertThat(line.path("modelBytes").longValue()).isPositive();
    assertThat(line.path("macsPerFrame").longValue()).isPositive();
    assertThat(line.path("stages").path("FIRST_PASS").path("medianMillis").doubleValue())
        .isPositive();
    assertThat(line.path("stages").has("DECODE")).isFalse();
  }

  @Test
  void frames_outOfRange_areRefusedWithTheRange() {
    assertThat(run("bench", "--frames", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--frames must lie between 1 and 1000000, not 0");
  }

  @Test
  void input_missing_isTold() {
    assertThat(run("bench", "nowhere.mp4")).isNotZero();
    assertThat(err.toString()).contains("nowhere.mp4");
  }

  @Test
  void report_asATable_showsTheArithmetic() {
    BenchResult result =
        new BenchResult(
            "a lane",
            "models, engine, 1 threads",
            20,
            10,
            8,
            0.5,
            4_500_000_000L,
            280_000_000L,
            3_400_000,
            OptionalLong.empty(),
            Map.<Stage, io.wugan.agent.timing.Durations>of());
    assertThat(BenchReport.of(result, OutputFormat.table))
        .contains("20, 10 looked at", "40.0", "3.40 MB")
        .containsPattern(
            "a frame looked at +450 M multiply-accumulates: 45 ms of one Cortex-A72 core")
        .containsPattern("a frame searched +280 M multiply-accumulates: 28 ms of one")
        .doesNotContain("resident memory");
  }
}
