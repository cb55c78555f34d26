package io.wugan.agent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wugan.agent.evaluate.Score;
import io.wugan.agent.evaluate.Score.Tally;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@code evaluate} prints of one set of pictures. */
final class ScoreReport {

  private static final int CONFUSIONS_SHOWN = 12;
  private static final JsonMapper JSON = new JsonMapper();

  private ScoreReport() {}

  static String of(Path csv, Score score, List<Double> millis, OutputFormat format) {
    return format == OutputFormat.jsonl ? json(csv, score, millis) : table(csv, score, millis);
  }

  private static String table(Path csv, Score score, List<Double> millis) {
    StringBuilder text = new StringBuilder();
    text.append(csv).append('\n');
    row(text, "exact plate", score.all());
    row(text, "without province", score.withoutProvince());
    line(text, "characters", percent(score.charactersRight(), score.characters()));
    line(text, "nothing read", score.nothingRead() + " plates");
    line(text, "only a wrong plate read", score.wrongOnly() + " plates");
    if (score.picturesWithoutPlate() > 0) {
      line(
          text,
          "false reads",
          score.falseReads() + " of " + score.picturesWithoutPlate() + " pictures without a plate");
    }
    new TreeMap<>(score.byCategory())
        .forEach((category, tally) -> row(text, "  " + category, tally));
    line(text, "most frequent errors", confusions(score));
    line(
        text,
        "time a picture",
        String.format(
            Locale.ROOT,
            "%.1f ms median, %.1f ms at 95 %%",
            quantile(millis, 0.5),
            quantile(millis, 0.95)));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Tally tally) {
    line(text, name, percent(tally.exact(), tally.total()));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-24s %s%n", name, value));
  }

  private static String percent(int part, int whole) {
    double share = whole == 0 ? 0 : 100.0 * part / whole;
    return String.format(Locale.ROOT, "%6.2f %%  (%d of %d)", share, part, whole);
  }

  private static String confusions(Score score) {
    return String.join(
        "  ",
        score.confusions().entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(CONFUSIONS_SHOWN)
            .map(entry -> entry.getKey() + " ×" + entry.getValue())
            .toList());
  }

  private static double quantile(List<Double> values, double q) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, q * sorted.size()));
  }

  private static String json(Path csv, Score score, List<Double> millis) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("labels", csv.toString())
            .put("pictures", score.pictures())
            .put("plates", score.all().total())
            .put("exact", score.all().exact())
            .put("exactWithoutProvince", score.withoutProvince().exact())
            .put("characters", score.characters())
            .put("charactersRight", score.charactersRight())
            .put("nothingRead", score.nothingRead())
            .put("wrongOnly", score.wrongOnly())
            .put("picturesWithoutPlate", score.picturesWithoutPlate())
            .put("falseReads", score.falseReads())
            .put("medianMillis", quantile(millis, 0.5))
            .put("p95Millis", quantile(millis, 0.95));
    ObjectNode categories = line.putObject("categories");
    new TreeMap<>(score.byCategory())
        .forEach(
            (category, tally) ->
                categories
                    .putObject(category)
                    .put("exact", tally.exact())
                    .put("plates", tally.total()));
    ObjectNode confusions = line.putObject("confusions");
    new TreeMap<>(score.confusions()).forEach(confusions::put);
    return line + "\n";
  }
}
