package io.wugan.core.plate;

import java.util.Arrays;

/**
 * Weighted edit distance of two plate texts: 0 equal, 1 one arbitrary character, 2 two. A province
 * is the weakest character, and may be missing altogether; seven and eight characters are confused
 * beside the dot.
 */
public final class PlateDistance {

  // The place of the dot: behind the issuing office.
  private static final int DOT = 2;

  private final PlateCosts costs;

  public PlateDistance(PlateCosts costs) {
    this.costs = costs;
  }

  /**
   * Distance of a text that was read to one that is known, 0 or more.
   *
   * @param read normalised text
   * @param known normalised text
   */
  public double between(String read, String known) {
    // Two tables: the first has not used up the one gap that may be cheap.
    double[][] fresh = table(read, known);
    double[][] used = table(read, known);
    fresh[0][0] = 0;
    for (int i = 0; i <= read.length(); i++) {
      for (int j = 0; j <= known.length(); j++) {
        step(fresh, used, read, known, i, j);
      }
    }
    int i = read.length();
    int j = known.length();
    return Math.min(fresh[i][j], used[i][j]);
  }

  private static double[][] table(String read, String known) {
    double[][] table = new double[read.length() + 1][known.length() + 1];
    for (double[] row : table) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    return table;
  }

  private void step(double[][] fresh, double[][] used, String read, String known, int i, int j) {
    if (i > 0 && j > 0) {
      double cost = costs.substitution(known.charAt(j - 1), read.charAt(i - 1));
      lower(fresh, i, j, fresh[i - 1][j - 1] + cost);
      lower(used, i, j, used[i - 1][j - 1] + cost);
    }
    if (j > 0) { // a character of the known text that was not read
      lower(used, i, j, fresh[i][j - 1] + missingCost(known, j - 1));
      lower(used, i, j, used[i][j - 1] + PlateCosts.ARBITRARY);
    }
    if (i > 0) { // a character was read that is not there
      lower(used, i, j, fresh[i - 1][j] + gapCost(read, i - 1));
      lower(used, i, j, used[i - 1][j] + PlateCosts.ARBITRARY);
    }
  }

  private static void lower(double[][] table, int i, int j, double cost) {
    table[i][j] = Math.min(table[i][j], cost);
  }

  private static double missingCost(String known, int place) {
    boolean province = place == 0 && PlateAlphabet.isProvince(known.charAt(0));
    return province ? PlateCosts.PROVINCE_DROPPED : gapCost(known, place);
  }

  private static double gapCost(String text, int place) {
    boolean besideDot = place == DOT || place == DOT - 1;
    boolean doubledOne = text.charAt(place) == '1' && place > 0 && text.charAt(place - 1) == '1';
    return besideDot || doubledOne ? PlateCosts.LIKELY_GAP : PlateCosts.ARBITRARY;
  }
}
