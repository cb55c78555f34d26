package io.wugan.core.plate;

import java.util.HashMap;
import java.util.Map;

/**
 * What it costs to take one plate text for another, character by character. The standard costs are
 * judgements from what cameras confuse; a lot can put its own over them, learnt from what people
 * decided. Immutable.
 */
public final class PlateCosts {

  /** What an arbitrary character in place of another costs. */
  public static final double ARBITRARY = 1.0;

  /** A plate whose province was not read at all. */
  public static final double PROVINCE_DROPPED = 0.4;

  /**
   * One character too many or too few beside the dot, where seven and eight characters are
   * confused, or a doubled 1.
   */
  public static final double LIKELY_GAP = 0.5;

  /** The standard costs. */
  public static final PlateCosts STANDARD = new PlateCosts(Map.of());

  private final Map<Integer, Double> learnt;

  private PlateCosts(Map<Integer, Double> learnt) {
    this.learnt = Map.copyOf(learnt);
  }

  /**
   * The standard costs with others put over them.
   *
   * @param overrides keys of two characters, {@code "8B"} in either order; costs of more than 0 to
   *     1
   * @throws IllegalArgumentException if a key is not two different characters or a cost is out of
   *     range
   */
  public static PlateCosts with(Map<String, Double> overrides) {
    Map<Integer, Double> learnt = new HashMap<>();
    overrides.forEach(
        (pair, cost) -> {
          if (pair.length() != 2 || pair.charAt(0) == pair.charAt(1)) {
            throw new IllegalArgumentException(
                "a cost is for two different characters, such as 8B, not '" + pair + "'");
          }
          if (!(cost > 0 && cost <= ARBITRARY)) {
            throw new IllegalArgumentException(
                "the cost of " + pair + " must be more than 0 and at most 1, not " + cost);
          }
          learnt.put(key(pair.charAt(0), pair.charAt(1)), cost);
        });
    return new PlateCosts(learnt);
  }

  private static int key(char a, char b) {
    return Math.min(a, b) << 16 | Math.max(a, b);
  }

  /** Cost of reading {@code b} where {@code a} stands, 0 to 1; symmetric. */
  public double substitution(char a, char b) {
    if (a == b) {
      return 0;
    }
    Double own = learnt.get(key(a, b));
    return own != null ? own : Confusables.cost(a, b);
  }
}
