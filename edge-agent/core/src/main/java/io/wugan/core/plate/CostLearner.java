package io.wugan.core.plate;

import java.util.Map;
import java.util.TreeMap;

/**
 * Learns what misreadings cost at one lot from what people said was read wrongly. A pair of
 * characters that was confused often becomes cheap: from its standard cost it goes down to {@value
 * #LEAST}, half of the way at {@value #HALF_WAY} cases. Confined to one thread.
 */
public final class CostLearner {

  private static final double LEAST = 0.1;
  private static final double HALF_WAY = 5;
  private static final int FEWEST = 3;

  private final Map<String, Integer> cases = new TreeMap<>();

  /** Takes a case: only one wrong character tells which was taken for which. */
  public void learn(String read, String known) {
    if (read.length() != known.length()) {
      return;
    }
    int place = -1;
    for (int i = 0; i < read.length(); i++) {
      if (read.charAt(i) != known.charAt(i)) {
        if (place >= 0) {
          return;
        }
        place = i;
      }
    }
    if (place >= 0) {
      cases.merge(pair(read.charAt(place), known.charAt(place)), 1, Integer::sum);
    }
  }

  private static String pair(char a, char b) {
    return "" + (char) Math.min(a, b) + (char) Math.max(a, b);
  }

  /** How often each pair was confused; keys of two characters in ascending order. */
  public Map<String, Integer> cases() {
    return Map.copyOf(cases);
  }

  /** Costs of the pairs that were confused at least {@value #FEWEST} times, in ascending order. */
  public Map<String, Double> costs() {
    Map<String, Double> costs = new TreeMap<>();
    cases.forEach(
        (pair, count) -> {
          if (count >= FEWEST) {
            double standard = Confusables.cost(pair.charAt(0), pair.charAt(1));
            double share = count / (count + HALF_WAY);
            costs.put(pair, standard + (LEAST - standard) * share);
          }
        });
    return costs;
  }
}
