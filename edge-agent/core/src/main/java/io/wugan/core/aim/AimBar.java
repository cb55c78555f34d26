package io.wugan.core.aim;

/**
 * The limits of a figure. Both ranges include their ends. Immutable.
 *
 * @param greenFrom least value that is {@link AimGrade#GREEN}; minus infinity for none
 * @param greenTo greatest value that is green; infinity for none
 * @param amberFrom least value that is not {@link AimGrade#RED}; at most {@code greenFrom}
 * @param amberTo greatest value that is not red; at least {@code greenTo}
 * @param source where the limits come from, for people
 */
public record AimBar(
    double greenFrom, double greenTo, double amberFrom, double amberTo, String source) {

  /**
   * @throws IllegalArgumentException if the ranges do not lie in one another
   */
  public AimBar {
    if (!(amberFrom <= greenFrom && greenFrom <= greenTo && greenTo <= amberTo)) {
      throw new IllegalArgumentException(
          "amber "
              + amberFrom
              + " to "
              + amberTo
              + " must enclose green "
              + greenFrom
              + " to "
              + greenTo);
    }
  }

  /** No more than: green, amber. */
  static AimBar atMost(double green, double amber, String source) {
    return new AimBar(Double.NEGATIVE_INFINITY, green, Double.NEGATIVE_INFINITY, amber, source);
  }

  /** No less than: green, amber. */
  static AimBar atLeast(double green, double amber, String source) {
    return new AimBar(green, Double.POSITIVE_INFINITY, amber, Double.POSITIVE_INFINITY, source);
  }

  /** How a value stands to the limits; what is not a number is red. */
  public AimGrade grade(double value) {
    if (value >= greenFrom && value <= greenTo) {
      return AimGrade.GREEN;
    }
    return value >= amberFrom && value <= amberTo ? AimGrade.AMBER : AimGrade.RED;
  }

  /** Whether a value lies below what is green, rather than above. */
  public boolean isBelow(double value) {
    return value < greenFrom;
  }
}
