package io.wugan.agent.evaluate;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.TextDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts how many labelled plates were read exactly. A plate counts as read if it is among those
 * that the picture gave; 0 and O, 1 and I count as equal, as old labels mix them. Confined to one
 * thread.
 */
public final class Score {

  /** Hits and total of one kind of plate. */
  public static final class Tally {
    private int exact;
    private int total;

    /** Plates read exactly. */
    public int exact() {
      return exact;
    }

    /** Labelled plates. */
    public int total() {
      return total;
    }

    private void add(boolean hit) {
      total++;
      exact += hit ? 1 : 0;
    }
  }

  private final Tally all = new Tally();
  private final Tally withoutProvince = new Tally();
  private final Map<String, Tally> byCategory = new TreeMap<>();
  private final Map<String, Integer> confusions = new TreeMap<>();
  private int characters;
  private int charactersRight;
  private int nothingRead;
  private int wrongOnly;
  private int picturesWithoutPlate;
  private int falseReads;
  private int pictures;

  /** Takes what one picture gave. */
  public void add(List<String> labels, List<PlateRead> reads) {
    pictures++;
    if (labels.isEmpty()) {
      picturesWithoutPlate++;
      falseReads += reads.stream().anyMatch(PlateRead::grammatical) ? 1 : 0;
    }
    for (String label : labels) {
      addPlate(label, reads);
    }
  }

  private void addPlate(String label, List<PlateRead> reads) {
    boolean hit = reads.stream().anyMatch(read -> same(read.text(), label));
    all.add(hit);
    withoutProvince.add(reads.stream().anyMatch(read -> same(tail(read.text()), tail(label))));
    byCategory
        .computeIfAbsent(
            PlateGrammar.categoryOf(label, PlateColor.UNKNOWN).name(), name -> new Tally())
        .add(hit);
    Optional<PlateRead> nearest =
        reads.stream().min(Comparator.comparingInt(read -> TextDistance.edits(read.text(), label)));
    if (nearest.isEmpty()) {
      nothingRead++;
    } else {
      wrongOnly += !hit && reads.stream().anyMatch(PlateRead::grammatical) ? 1 : 0;
      compare(label, nearest.get().text());
    }
  }

  private void compare(String label, String read) {
    characters += label.length();
    if (label.length() != read.length()) {
      confusions.merge("length " + label.length() + "→" + read.length(), 1, Integer::sum);
      charactersRight += Math.max(0, label.length() - TextDistance.edits(label, read));
      return;
    }
    for (int i = 0; i < label.length(); i++) {
      if (fold(label.charAt(i)) == fold(read.charAt(i))) {
        charactersRight++;
      } else {
        confusions.merge(label.charAt(i) + "→" + read.charAt(i), 1, Integer::sum);
      }
    }
  }

  private static String tail(String text) {
    return text.isEmpty() ? text : text.substring(1);
  }

  private static boolean same(String a, String b) {
    return a.length() == b.length() && fold(a).equals(fold(b));
  }

  private static String fold(String text) {
    return text.replace('O', '0').replace('I', '1');
  }

  private static char fold(char c) {
    return c == 'O' ? '0' : c == 'I' ? '1' : c;
  }

  /** All labelled plates. */
  public Tally all() {
    return all;
  }

  /** All labelled plates, the first character left out of the comparison. */
  public Tally withoutProvince() {
    return withoutProvince;
  }

  /** By category of the label's text; blue and yellow share a grammar and so a row. */
  public Map<String, Tally> byCategory() {
    return Map.copyOf(byCategory);
  }

  /** {@code true→read} with how often it happened. */
  public Map<String, Integer> confusions() {
    return Map.copyOf(confusions);
  }

  /** Characters of plates that something was read of. */
  public int characters() {
    return characters;
  }

  /** Those of {@link #characters()} that were right. */
  public int charactersRight() {
    return charactersRight;
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

  /** Those of {@link #picturesWithoutPlate()} that gave a well-formed plate. */
  public int falseReads() {
    return falseReads;
  }

  /** Pictures taken in. */
  public int pictures() {
    return pictures;
  }
}
