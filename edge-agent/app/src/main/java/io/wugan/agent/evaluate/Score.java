package io.wugan.agent.evaluate;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.TextDistance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts how many labelled plates were read exactly. A plate counts as read if it is among those
 * that the picture gave; 0 and O, 1 and I count as equal, as old labels mix them. Confined to one
 * thread.
 */
public final class Score {

  private final Tally all = new Tally();
  private final Map<String, Tally> byCategory = new TreeMap<>();
  private final Map<PlateColor, Tally> byColor = new TreeMap<>();
  private final Confusions confusions = new Confusions();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<FalseRead> falseReads = new ArrayList<>();
  private int nothingRead;
  private int wrongOnly;
  private int picturesWithoutPlate;
  private int pictures;

  /** Takes what one picture gave. */
  public void add(LabelledPicture picture, List<PlateRead> reads) {
    pictures++;
    if (picture.plates().isEmpty()) {
      picturesWithoutPlate++;
      reads.stream()
          .filter(PlateRead::grammatical)
          .forEach(read -> falseReads.add(new FalseRead(picture.file(), read)));
    }
    outcomes.addAll(Pairing.pair(picture, reads));
    for (LabelledPlate plate : picture.plates()) {
      addPlate(plate, reads);
    }
  }

  private void addPlate(LabelledPlate plate, List<PlateRead> reads) {
    String label = plate.text();
    List<String> texts = reads.stream().map(PlateRead::text).toList();
    boolean hit = texts.stream().anyMatch(text -> SameText.same(text, label));
    boolean tail = texts.stream().anyMatch(text -> SameText.sameWithoutProvince(text, label));
    all.add(hit, tail);
    byCategory.computeIfAbsent(plate.category(), name -> new Tally()).add(hit, tail);
    byColor.computeIfAbsent(plate.color(), color -> new Tally()).add(hit, tail);
    if (texts.isEmpty()) {
      nothingRead++;
    } else {
      wrongOnly += !hit && reads.stream().anyMatch(PlateRead::grammatical) ? 1 : 0;
      confusions.add(label, nearest(label, texts));
    }
  }

  private static String nearest(String label, List<String> texts) {
    return Collections.min(texts, Comparator.comparingInt(text -> TextDistance.edits(text, label)));
  }

  /** All labelled plates. */
  public Tally all() {
    return all;
  }

  /** By category of the label, or of its text; see {@link LabelledPlate}. */
  public Map<String, Tally> byCategory() {
    return Map.copyOf(byCategory);
  }

  /** By colour where the label or its text tells it; the others as unknown. */
  public Map<PlateColor, Tally> byColor() {
    return Map.copyOf(byColor);
  }

  /** Which characters were taken for which. */
  public Confusions confusions() {
    return confusions;
  }

  /** What became of each labelled plate. */
  public List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** Labelled plates in pictures that gave nothing. */
  public int nothingRead() {
    return nothingRead;
  }

  /** Labelled plates that were not read, where the picture gave another, well-formed one. */
  public int wrongOnly() {
    return wrongOnly;
  }

  /** Pictures labelled to show no plate. */
  public int picturesWithoutPlate() {
    return picturesWithoutPlate;
  }

  /** Well-formed plates read in {@link #picturesWithoutPlate()}, however unsure. */
  public List<FalseRead> falseReads() {
    return List.copyOf(falseReads);
  }

  /** Those of {@link #falseReads()} that would be accepted. */
  public List<FalseRead> falseReads(double threshold) {
    return falseReads.stream().filter(one -> Acceptance.accepts(one.read(), threshold)).toList();
  }

  /** Pictures taken in. */
  public int pictures() {
    return pictures;
  }
}
