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

  /** What is kept, in no order, and begins anew. */
  double[] take() {
    double[] taken = look();
    count = 0;
    return taken;
  }

  /** What is kept, in no order. */
  double[] look() {
    return Arrays.copyOf(values, Math.min(count, values.length));
  }

  /**
   * The figure that a share of them does not exceed; empty where there are none. Sorts, which is
   * not to be done where a lane waits for it.
   *
   * @param figures are sorted by this
   * @param share 0 to 1
   */
  static OptionalDouble share(double[] figures, double share) {
    if (figures.length == 0) {
      return OptionalDouble.empty();
    }
    Arrays.sort(figures);
    return OptionalDouble.of(figures[(int) Math.min(figures.length - 1, share * figures.length)]);
  }
}
