package io.wugan.recognition;

/**
 * The upright part of a camera's picture that is looked at, in shares of its width and height from
 * the upper left corner, 0 to 1. What moves or shows plates outside, a road beside the lane say,
 * costs nothing and is not seen. Immutable.
 */
public record PictureRegion(double left, double top, double right, double bottom) {

  /** The whole picture. */
  public static final PictureRegion WHOLE = new PictureRegion(0, 0, 1, 1);

  /** Least width and height; a smaller part holds no plate at a gate's distance. */
  public static final double LEAST = 0.05;

  private static final double DIGITS = 1e6;

  /**
   * @throws IllegalArgumentException if an edge lies outside the picture or the part is too small
   */
  public PictureRegion {
    check("left", left, 0, 1 - LEAST);
    check("top", top, 0, 1 - LEAST);
    check("right", right, leastAfter(left), 1);
    check("bottom", bottom, leastAfter(top), 1);
  }

  /**
   * The least right or lower edge for a left or upper one, without the dust of binary fractions.
   */
  public static double leastAfter(double edge) {
    return Math.rint((edge + LEAST) * DIGITS) / DIGITS;
  }

  private static void check(String name, double value, double least, double greatest) {
    if (!(value >= least && value <= greatest)) {
      throw new IllegalArgumentException(
          name + " must lie between " + least + " and " + greatest + ", not " + value);
    }
  }

  /** Whether it is all of the picture. */
  boolean isWhole() {
    return equals(WHOLE);
  }

  /** In pixels of a picture. */
  Region in(int widthPx, int heightPx) {
    return Region.clamped(
            left * widthPx, top * heightPx, right * widthPx, bottom * heightPx, widthPx, heightPx)
        .orElse(new Region(0, 0, widthPx, heightPx));
  }
}
