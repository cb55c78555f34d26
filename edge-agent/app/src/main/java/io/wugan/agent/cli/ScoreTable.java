package io.wugan.agent.cli;

import io.wugan.agent.cli.EvaluateCommand.Measured;
import io.wugan.agent.evaluate.Acceptance;
import io.wugan.agent.evaluate.Calibration;
import io.wugan.agent.evaluate.Confusions;
import io.wugan.agent.evaluate.FalseRead;
import io.wugan.agent.evaluate.Score;
import io.wugan.agent.evaluate.Tally;
import io.wugan.core.plate.PlateColor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@code evaluate} prints for people of one set of pictures. */
final class ScoreTable {

  private static final int CONFUSIONS_SHOWN = 12;

  private final StringBuilder text = new StringBuilder();
  private final Measured measured;
  private final Score score;

  private ScoreTable(Measured measured) {
    this.measured = measured;
    this.score = measured.score;
  }

  static String of(Measured measured, boolean calibration, boolean confusions) {
    ScoreTable table = new ScoreTable(measured);
    table.text.append(measured.name).append('\n');
    if (!measured.score.outcomes().isEmpty()) {
      table.plates();
      table.acceptance();
      if (calibration) {
        table.calibration();
      }
      table.frequentErrors();
      if (confusions) {
        table.confusions();
      }
    }
    if (measured.score.picturesWithoutPlate() > 0) {
      table.falseReads();
    }
    table.times();
    return table.text.toString();
  }

  private void plates() {
    line("exact plate", percent(score.all().exact(), score.all().total()));
    line("without province", percent(score.all().withoutProvince(), score.all().total()));
    Confusions characters = score.confusions();
    line("characters", percent(characters.charactersRight(), characters.characters()));
    if (characters.provinces() > 0) {
      line("province characters", percent(characters.provincesRight(), characters.provinces()));
    }
    line("nothing read", score.nothingRead() + " plates");
    line("only a wrong plate read", score.wrongOnly() + " plates");
    new TreeMap<>(score.byCategory()).forEach(this::row);
    new TreeMap<>(score.byColor())
        .forEach(
            (color, tally) ->
                row(color == PlateColor.UNKNOWN ? "colour not known" : "colour " + color, tally));
  }

  private void row(String name, Tally tally) {
    line(
        "  " + name,
        percent(tally.exact(), tally.total())
            + "  without province "
            + percent(tally.withoutProvince(), tally.total()));
  }

  private void acceptance() {
    Acceptance at = Acceptance.of(score.outcomes(), measured.threshold);
    line(format("accepted from %.3f on", at.threshold()), percent(at.accepted(), at.plates()));
    line("  right of all", percent(at.right(), at.plates()));
    line("  wrong of the accepted", percent(at.wrong(), at.accepted()));
    line("  rejected", percent(at.rejected(), at.plates()));
  }

  private void calibration() {
    Calibration calibration = Calibration.of(score.outcomes());
    for (Calibration.Bin bin : calibration.bins()) {
      line(
          format("confidence %.1f to %.1f", bin.from(), bin.to()),
          percent(bin.right(), bin.reads()) + format(" right, mean %.3f", bin.meanConfidence()));
    }
    line("calibration error", format("%6.4f", calibration.expectedError()));
    calibration
        .cautious()
        .ifPresentOrElse(
            at ->
                line(
                    "at most 0.5 % wrong from",
                    format("%.4f on, rejects %s", at.threshold(), share(at))),
            () -> line("at most 0.5 % wrong from", "no threshold"));
  }

  private static String share(Acceptance at) {
    return percent(at.rejected(), at.plates());
  }

  private void frequentErrors() {
    line("most frequent errors", errorsOf("", CONFUSIONS_SHOWN));
  }

  private void confusions() {
    Confusions of = score.confusions();
    of.wrong().entrySet().stream()
        .sorted(byCount())
        .forEach(
            one ->
                line(
                    "  " + one.getKey(),
                    percent(
                            of.seen().getOrDefault(one.getKey(), 0) - one.getValue(),
                            of.seen().getOrDefault(one.getKey(), 0))
                        + "  "
                        + errorsOf(one.getKey() + "→", Integer.MAX_VALUE)));
  }

  private String errorsOf(String beginning, int limit) {
    return String.join(
        "  ",
        score.confusions().pairs().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(beginning))
            .sorted(byCount())
            .limit(limit)
            .map(entry -> entry.getKey() + " ×" + entry.getValue())
            .toList());
  }

  private static <K extends Comparable<K>> Comparator<Map.Entry<K, Integer>> byCount() {
    return Map.Entry.<K, Integer>comparingByValue()
        .reversed()
        .thenComparing(Map.Entry.comparingByKey());
  }

  private void falseReads() {
    List<FalseRead> accepted = score.falseReads(measured.threshold);
    long pictures = accepted.stream().map(FalseRead::file).distinct().count();
    line("without a plate", score.picturesWithoutPlate() + " pictures");
    line("  well-formed reads", score.falseReads().size() + "");
    line("  accepted reads", accepted.size() + " in " + pictures + " pictures");
    for (FalseRead one : accepted) {
      line("    " + one.read().text(), format("%.3f  %s", one.read().confidence(), one.file()));
    }
  }

  private void times() {
    line(
        "time a picture",
        format(
            "%.1f ms median, %.1f ms at 95 %%",
            measured.quantileMillis(0.5), measured.quantileMillis(0.95)));
  }

  private void line(String name, String value) {
    text.append(format("  %-24s %s%n", name, value));
  }

  private static String percent(int part, int whole) {
    double share = whole == 0 ? 0 : 100.0 * part / whole;
    return format("%6.2f %%  (%d of %d)", share, part, whole);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
