package io.wugan.core.plate;

/** Refuses numbers that are no probabilities, so that a NaN never travels into a record. */
final class Probability {

  private Probability() {}

  static void check(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie between 0 and 1, not " + value);
    }
  }
}
