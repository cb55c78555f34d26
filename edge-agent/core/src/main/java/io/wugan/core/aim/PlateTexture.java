package io.wugan.core.aim;

import java.util.Arrays;

/**
 * How sharp and how well exposed a plate is, from its grey values.
 *
 * <p>Sharpness is told by edges, after Marziliano and others, A no-reference perceptual blur metric
 * (ICIP 2002): wherever grey goes up or down by more than {@value #LEAST_EDGE} of the plate's
 * contrast without turning, its change is divided by its steepest step, which is how many pixels
 * the edge would take at that pace. The median counts. It does not depend on contrast, and little
 * on noise; it grows with blur, up to about the distance of strokes.
 *
 * @param acrossPx width of upright edges, from left to right, pixels, at least 1
 * @param downPx width of level edges, from top to bottom
 * @param clippedPercent pixels of 250 and more, or 5 and less, percent
 * @param contrastPercent from the darkest 5 % to the lightest 5 %, percent of the whole range
 */
public record PlateTexture(
    double acrossPx, double downPx, double clippedPercent, double contrastPercent) {

  static final double LEAST_EDGE = 0.35;

  /** What a plate without a single edge gets: more than any edge takes. */
  static final double NO_EDGE_PX = 12;

  private static final int LEAST_EDGES = 8;
  private static final int LEVELS = 256;
  private static final int LIGHTEST = 250;
  private static final int DARKEST = 5;
  private static final double TAIL = 0.05;

  /** Of the plate's width and height, on each side, its frame and bolts are left out. */
  private static final double MARGIN = 0.04;

  /**
   * Measures.
   *
   * @param grey the upright plate, a byte a pixel, rows top down; stays the caller's
   * @param widthPx width, at least 8
   * @param heightPx height, at least 8
   * @throws IllegalArgumentException if the size does not fit the values
   */
  public static PlateTexture of(byte[] grey, int widthPx, int heightPx) {
    if (widthPx < 8 || heightPx < 8 || grey.length < widthPx * heightPx) {
      throw new IllegalArgumentException(
          "at least 8x8 grey values are wanted, not "
              + grey.length
              + " for "
              + widthPx
              + "x"
              + heightPx);
    }
    int[] counts = new int[LEVELS];
    int total = widthPx * heightPx;
    for (int i = 0; i < total; i++) {
      counts[grey[i] & 0xff]++;
    }
    int contrast = level(counts, total, 1 - TAIL) - level(counts, total, TAIL);
    double least = Math.max(6, LEAST_EDGE * contrast);
    int left = (int) Math.round(MARGIN * widthPx);
    int top = (int) Math.round(MARGIN * heightPx);
    Edges across = new Edges(least);
    for (int y = top; y < heightPx - top; y++) {
      across.line(grey, y * widthPx + left, 1, widthPx - 2 * left);
    }
    Edges down = new Edges(least);
    for (int x = left; x < widthPx - left; x++) {
      down.line(grey, top * widthPx + x, widthPx, heightPx - 2 * top);
    }
    return new PlateTexture(
        across.median(),
        down.median(),
        100.0 * clipped(counts) / total,
        100.0 * contrast / (LEVELS - 1));
  }

  private static int clipped(int[] counts) {
    int clipped = 0;
    for (int level = 0; level < LEVELS; level++) {
      if (level <= DARKEST || level >= LIGHTEST) {
        clipped += counts[level];
      }
    }
    return clipped;
  }

  private static int level(int[] counts, int total, double share) {
    long wanted = Math.round(share * total);
    long seen = 0;
    for (int level = 0; level < LEVELS; level++) {
      seen += counts[level];
      if (seen >= wanted && seen > 0) {
        return level;
      }
    }
    return LEVELS - 1;
  }

  /** Widths of the edges along lines of one direction. */
  private static final class Edges {
    private final double least;
    private double[] widths = new double[256];
    private int count;

    private Edges(double least) {
      this.least = least;
    }

    private void line(byte[] grey, int from, int step, int length) {
      int rise = 0;
      int steepest = 0;
      for (int i = 1; i < length; i++) {
        int at = from + i * step;
        int change = (grey[at] & 0xff) - (grey[at - step] & 0xff);
        if (change == 0 || (change > 0) != (rise > 0)) {
          end(rise, steepest);
          rise = 0;
          steepest = 0;
        }
        rise += change;
        steepest = Math.max(steepest, Math.abs(change));
      }
      end(rise, steepest);
    }

    private void end(int rise, int steepest) {
      if (steepest == 0 || Math.abs(rise) < least) {
        return;
      }
      if (count == widths.length) {
        widths = Arrays.copyOf(widths, 2 * count);
      }
      widths[count++] = (double) Math.abs(rise) / steepest;
    }

    private double median() {
      if (count < LEAST_EDGES) {
        return NO_EDGE_PX;
      }
      double[] sorted = Arrays.copyOf(widths, count);
      Arrays.sort(sorted);
      return sorted[count / 2];
    }
  }
}
