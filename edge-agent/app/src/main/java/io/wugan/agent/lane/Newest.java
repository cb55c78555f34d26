package io.wugan.agent.lane;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The newest of many figures. Confined to its owner. */
final class Newest {

  private final double[] values;
  private int count;

  /**
   * @param most so many are kept; beyond it the oldest go
   */
  Newest(int most) {
    this.values = new double[most];
  }

  void add(double value) {
    values[count++ % values.length] = value;
    if (count == 2 * values.length) {
      count = values.length; // full, and at its beginning, as before
    }
  }

  /**
   * The figure that a share of them does not exceed, and begins anew; empty where there are none.
   *
   * @param share 0 to 1
   */
  OptionalDouble take(double share) {
    OptionalDouble figure = look(share);
    count = 0;
    return figure;
  }

  /**
   * The figure that a share of them does not exceed; empty where there are none.
   *
   * @param share 0 to 1
   */
  OptionalDouble look(double share) {
    int kept = Math.min(count, values.length);
    if (kept == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = Arrays.copyOf(values, kept);
    Arrays.sort(sorted);
    return OptionalDouble.of(sorted[(int) Math.min(kept - 1, share * kept)]);
  }
}
