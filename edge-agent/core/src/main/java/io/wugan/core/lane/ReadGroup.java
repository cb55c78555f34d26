package io.wugan.core.lane;

import io.wugan.core.lane.PlateChoice.Candidate;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.TextDistance;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All reads of one vehicle, and the choice of the one that represents them. Texts that are alike
 * form a cluster; the heaviest cluster wins, and its heaviest text represents it. Votes on single
 * characters are not taken: they make plates that nobody saw.
 *
 * <p>Memory is bounded: one entry for each distinct text, at most {@value #MAX_TEXTS}; once full,
 * further new texts only count for colour. Confined to the lane's thread.
 */
final class ReadGroup {

  static final int MAX_TEXTS = 200;
  private static final double CLUSTER_SIMILARITY = 0.7;
  // A read that the grammar refuses may still be right (a smudge, a foreign plate), but counts
  // little.
  private static final double UNGRAMMATICAL_WEIGHT = 0.05;
  private static final double FULL_WEIGHT_WIDTH_PX = 120;

  private final Map<String, Text> texts = new LinkedHashMap<>();
  private final Map<PlateColor, Double> colors = new EnumMap<>(PlateColor.class);

  private static final class Text {
    private PlateRead best;
    private double bestWeight;
    private double weight;
    private int reads;

    private Text(PlateRead first) {
      this.best = first;
    }
  }

  private record Cluster(Text lead, double weight) {}

  /** Weight of one read: weakest character, regularity as a plate, and size in the picture. */
  static double weight(PlateRead read) {
    double grammar = Math.max(PlateGrammar.plausibility(read.text()), UNGRAMMATICAL_WEIGHT);
    double size = Math.min(1, read.quad().widthPx() / FULL_WEIGHT_WIDTH_PX);
    return (0.01 + read.confidence()) * grammar * size * read.detectionConfidence();
  }

  void add(PlateRead read) {
    double weight = weight(read);
    // A colour that was inferred from one read's text says nothing more than the chosen text will.
    boolean seen = read.colorSource() == ColorSource.PIXELS;
    colors.merge(seen ? read.color() : PlateColor.UNKNOWN, read.colorConfidence(), Double::sum);
    Text text = texts.get(read.text());
    if (text == null) {
      if (texts.size() >= MAX_TEXTS) {
        return;
      }
      text = new Text(read);
      texts.put(read.text(), text);
    }
    text.weight += weight;
    text.reads++;
    if (weight > text.bestWeight) {
      text.best = read;
      text.bestWeight = weight;
    }
  }

  /**
   * The best read of the heaviest text so far.
   *
   * @throws IllegalStateException before the first read
   */
  PlateRead lead() {
    return heaviest().best;
  }

  /** How many reads were exactly the heaviest text. */
  int agreeing() {
    return heaviest().reads;
  }

  /** How many reads were the heaviest text or one like it; 0 while that is no plate number. */
  int alike() {
    Text lead = heaviest();
    return lead.best.grammatical()
        ? texts.values().stream()
            .filter(text -> alike(text, lead))
            .mapToInt(text -> text.reads)
            .sum()
        : 0;
  }

  private Text heaviest() {
    return texts.values().stream()
        .max(Comparator.comparingDouble(text -> text.weight))
        .orElseThrow(() -> new IllegalStateException("no read yet"));
  }

  /**
   * The choice.
   *
   * @param minReadConfidence a read with a weaker character is a candidate, but no plate number
   * @throws IllegalStateException before the first read
   */
  PlateChoice choose(double minReadConfidence) {
    List<Text> ranked =
        texts.values().stream()
            .sorted(Comparator.comparingDouble((Text text) -> text.weight).reversed())
            .toList();
    Text chosen =
        ranked.stream()
            .map(lead -> new Cluster(lead, clusterWeight(lead)))
            .max(Comparator.comparingDouble(Cluster::weight))
            .orElseThrow(() -> new IllegalStateException("no read yet"))
            .lead();
    // The heaviest cluster's lead may be a light text in its middle: its heaviest member represents
    // it.
    Text representative =
        ranked.stream().filter(text -> alike(text, chosen)).findFirst().orElse(chosen);
    return choiceOf(representative, ranked, minReadConfidence);
  }

  private double clusterWeight(Text lead) {
    return texts.values().stream()
        .filter(text -> alike(text, lead))
        .mapToDouble(text -> text.weight)
        .sum();
  }

  private static boolean alike(Text a, Text b) {
    return TextDistance.similarity(a.best.text(), b.best.text()) >= CLUSTER_SIMILARITY;
  }

  private PlateChoice choiceOf(Text chosen, List<Text> ranked, double minReadConfidence) {
    double total = ranked.stream().mapToDouble(text -> text.weight).sum();
    List<Candidate> candidates =
        ranked.stream()
            .sorted(Comparator.comparing(text -> text != chosen))
            .limit(PlateChoice.MAX_CANDIDATES)
            .map(text -> new Candidate(text.best.text(), total == 0 ? 0 : text.weight / total))
            .toList();
    double second = candidates.size() > 1 ? candidates.get(1).score() : 0;
    double first = candidates.get(0).score();
    PlateRead best = chosen.best;
    PlateColor seen = majorityColor();
    PlateColor implied = PlateGrammar.impliedColor(best.text());
    boolean fromGrammar = seen == PlateColor.UNKNOWN && implied != PlateColor.UNKNOWN;
    PlateColor color = fromGrammar ? implied : seen;
    boolean readable = best.grammatical() && best.confidence() >= minReadConfidence;
    return new PlateChoice(
        readable ? PlateNumber.parse(best.text()) : Optional.empty(),
        best.text(),
        PlateGrammar.categoryOf(best.text(), color),
        color,
        fromGrammar ? ColorSource.GRAMMAR : ColorSource.PIXELS,
        best.confidence(),
        best.chars(),
        first == 0 ? 0 : Math.max(0, (first - second) / first),
        candidates,
        best.quad());
  }

  private PlateColor majorityColor() {
    return colors.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(PlateColor.UNKNOWN);
  }
}
