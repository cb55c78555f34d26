package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.bench.BenchResult;
import io.wugan.agent.bench.Stage;
import io.wugan.agent.timing.Durations;
import java.util.Locale;
import java.util.OptionalLong;

/** What {@code bench} prints. */
final class BenchReport {

  private static final double MEDIAN = 0.5;
  private static final double P95 = 0.95;
  private static final double MILLION = 1e6;
  private static final JsonMapper JSON = new JsonMapper();

  private BenchReport() {}

  static String of(BenchResult result, OutputFormat format) {
    return format == OutputFormat.jsonl ? json(result) : table(result);
  }

  private static String table(BenchResult result) {
    StringBuilder text = new StringBuilder();
    text.append(result.input()).append('\n').append(result.engine()).append("\n\n");
    text.append(String.format("  %-24s %8s %10s %10s%n", "stage", "frames", "median ms", "p95 ms"));
    for (Stage stage : Stage.values()) {
      Durations durations = result.stages().get(stage);
      if (durations != null) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %-24s %8d %10.2f %10.2f%n",
                stage.label(),
                durations.count(),
                durations.quantileMillis(MEDIAN),
                durations.quantileMillis(P95)));
      }
    }
    text.append('\n');
    line(text, "frames", "%d, %d looked at", result.frames(), result.looked());
    line(text, "plates read", "%d", result.reads());
    line(text, "frames a second", "%.1f", result.framesPerSecond());
    OptionalLong peak = result.peakBytes();
    if (peak.isPresent()) {
      line(text, "peak resident memory", "%.0f MB", peak.getAsLong() / MILLION);
    }
    line(text, "models", "%.2f MB", result.modelBytes() / MILLION);
    if (result.multiplyAccumulates() > 0) {
      macs(text, "a frame looked at", result.macsPerLookedFrame());
      macs(text, "a frame searched", (double) result.searchedMacs());
    }
    return text.toString();
  }

  private static void macs(StringBuilder text, String what, double macs) {
    line(
        text,
        what,
        "%.0f M multiply-accumulates: %.0f ms of one Cortex-A72 core at 10 G a second, networks"
            + " alone, not measured",
        macs / MILLION,
        BenchResult.cortexA72Millis(macs));
  }

  private static void line(StringBuilder text, String name, String format, Object... values) {
    text.append(String.format("  %-24s %s%n", name, String.format(Locale.ROOT, format, values)));
  }

  private static String json(BenchResult result) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("input", result.input())
            .put("engine", result.engine())
            .put("frames", result.frames())
            .put("looked", result.looked())
            .put("reads", result.reads())
            .put("framesPerSecond", rounded(result.framesPerSecond()))
            .put("modelBytes", result.modelBytes())
            .put("macsPerFrame", Math.round(result.macsPerLookedFrame()))
            .put("searchedMacs", result.searchedMacs())
            .put(
                "cortexA72Millis",
                rounded(BenchResult.cortexA72Millis(result.macsPerLookedFrame())));
    result.peakBytes().ifPresent(bytes -> line.put("peakBytes", bytes));
    ObjectNode stages = line.putObject("stages");
    for (Stage stage : Stage.values()) {
      Durations durations = result.stages().get(stage);
      if (durations != null) {
        stages
            .putObject(stage.name())
            .put("frames", durations.count())
            .put("medianMillis", rounded(durations.quantileMillis(MEDIAN)))
            .put("p95Millis", rounded(durations.quantileMillis(P95)));
      }
    }
    return line + "\n";
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
