package io.wugan.agent.evaluate;

import io.wugan.core.plate.PlateAlphabet;
import io.wugan.core.plate.TextDistance;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which characters are taken for which. A read of another length than its label tells nothing of
 * single characters and is counted as {@code length 8→7}. Confined to one thread.
 */
public final class Confusions {

  private final Map<String, Integer> pairs = new TreeMap<>();
  private final Map<Character, Integer> seen = new TreeMap<>();
  private final Map<Character, Integer> wrong = new TreeMap<>();
  private int characters;
  private int right;
  private int provinces;
  private int provincesRight;

  void add(String label, String read) {
    characters += label.length();
    addProvince(label, read);
    if (label.length() != read.length()) {
      pairs.merge("length " + label.length() + "→" + read.length(), 1, Integer::sum);
      right += Math.max(0, label.length() - TextDistance.edits(label, read));
      return;
    }
    for (int i = 0; i < label.length(); i++) {
      char truth = label.charAt(i);
      seen.merge(truth, 1, Integer::sum);
      if (SameText.same(truth, read.charAt(i))) {
        right++;
      } else {
        wrong.merge(truth, 1, Integer::sum);
        pairs.merge(truth + "→" + read.charAt(i), 1, Integer::sum);
      }
    }
  }

  private void addProvince(String label, String read) {
    if (label.isEmpty() || !PlateAlphabet.isProvince(label.charAt(0))) {
      return;
    }
    provinces++;
    if (!read.isEmpty() && read.charAt(0) == label.charAt(0)) {
      provincesRight++;
    }
  }

  /** {@code true→read} with how often it happened. */
  public Map<String, Integer> pairs() {
    return Map.copyOf(pairs);
  }

  /** How often each character stood in a label whose read has the same length. */
  public Map<Character, Integer> seen() {
    return Map.copyOf(seen);
  }

  /** How often each of {@link #seen()} was taken for another; those never wrong are left out. */
  public Map<Character, Integer> wrong() {
    return Map.copyOf(wrong);
  }

  /** Characters of plates that something was read of. */
  public int characters() {
    return characters;
  }

  /** Plates that begin with a province and that something was read of. */
  public int provinces() {
    return provinces;
  }

  /** Those of {@link #provinces()} whose province was right. */
  public int provincesRight() {
    return provincesRight;
  }

  /** Those of {@link #characters()} that were right. */
  public int charactersRight() {
    return right;
  }
}
