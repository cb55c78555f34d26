package io.wugan.core.plate;

/** Distances between plate texts. */
public final class TextDistance {

  private TextDistance() {}

  /**
   * Levenshtein distance: the least number of insertions, deletions and substitutions of one
   * character that turn {@code a} into {@code b}.
   */
  public static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }

  /** {@code 1 - edits / longer length}, from 0 to 1; two empty texts are equal. */
  public static double similarity(String a, String b) {
    int longer = Math.max(a.length(), b.length());
    return longer == 0 ? 1 : 1 - (double) edits(a, b) / longer;
  }
}
