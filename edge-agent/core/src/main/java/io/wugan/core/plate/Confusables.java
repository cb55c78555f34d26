package io.wugan.core.plate;

import java.util.HashMap;
import java.util.Map;

/**
 * What it costs to take one plate character for another: 0 equal, 1 arbitrary. The pairs within a
 * set look alike to cameras and to people alike.
 */
public final class Confusables {

  /** Cost of a wrong province when every other character is right. */
  public static final double PROVINCE_COST = 0.4;

  private static final Map<Integer, Double> COSTS = new HashMap<>();

  static {
    put(0.2, "0D", "0Q", "DQ", "8B", "2Z", "5S", "0O", "DO", "QO", "1I");
    put(0.35, "6G", "1T", "17", "T7", "UV", "VY", "CG", "EF", "MN", "HN", "KX");
  }

  private Confusables() {}

  private static void put(double cost, String... pairs) {
    for (String pair : pairs) {
      COSTS.put(key(pair.charAt(0), pair.charAt(1)), cost);
      COSTS.put(key(pair.charAt(1), pair.charAt(0)), cost);
    }
  }

  private static int key(char a, char b) {
    return a << 16 | b;
  }

  /** Cost of reading {@code b} where {@code a} stands, 0 to 1; symmetric. */
  public static double cost(char a, char b) {
    if (a == b) {
      return 0;
    }
    if (PlateAlphabet.isProvince(a) && PlateAlphabet.isProvince(b)) {
      return PROVINCE_COST;
    }
    return COSTS.getOrDefault(key(a, b), 1.0);
  }

  /**
   * Whether two texts may well be one plate read twice: equal, or one character taken for a very
   * similar one, or another province. Serials of a fleet that follow one another are not: 浙AT1001
   * and 浙AT1002 are two cars.
   */
  public static boolean sameMisread(String a, String b) {
    if (a.length() != b.length()) {
      return false;
    }
    int differing = 0;
    for (int i = 0; i < a.length(); i++) {
      double cost = cost(a.charAt(i), b.charAt(i));
      boolean tolerable = cost <= 0.2 || (i == 0 && cost <= PROVINCE_COST);
      if (!tolerable) {
        return false;
      }
      differing += cost > 0 ? 1 : 0;
    }
    return differing <= 1;
  }
}
