package io.wugan.core.tally;

/**
 * So many of so many, and how far that can be believed. Immutable.
 *
 * @param hits 0 to {@code of}
 * @param of 0 or more
 */
public record Proportion(int hits, int of) {

  // Two-sided 95 % of the normal distribution.
  private static final double Z = 1.959964;

  /**
   * @throws IllegalArgumentException if there are more hits than there can be
   */
  public Proportion {
    if (hits < 0 || hits > of) {
      throw new IllegalArgumentException(hits + " of " + of + " cannot be");
    }
  }

  /** The share, 0 to 1; 0 of none is 0. */
  public double share() {
    return of == 0 ? 0 : (double) hits / of;
  }

  /** Lower end of the Wilson score interval of 95 %, 0 to 1 (Wilson 1927). */
  public double low() {
    return of == 0 ? 0 : Math.max(0, centre() - margin());
  }

  /** Upper end of the Wilson score interval of 95 %, 0 to 1. */
  public double high() {
    return of == 0 ? 1 : Math.min(1, centre() + margin());
  }

  private double centre() {
    return (share() + Z * Z / (2 * of)) / (1 + Z * Z / of);
  }

  private double margin() {
    double spread = share() * (1 - share()) / of + Z * Z / (4.0 * of * of);
    return Z * Math.sqrt(spread) / (1 + Z * Z / of);
  }
}
