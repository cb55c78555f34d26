package io.wugan.devices.camera;

import java.util.Arrays;

/**
 * What is kept of a picture to tell whether its camera is well: {@value #COLUMNS} × {@value #ROWS}
 * cells of brightness, how much detail lies where, and a number that only the very same pixels
 * give. Rows are sampled, two to a row of cells, with all their pixels. Immutable.
 */
final class Thumbnail {

  static final int COLUMNS = 64;
  static final int ROWS = 36;

  /** Blocks in which detail and likeness are judged, 8 × 6 cells each. */
  static final int BLOCK_COLUMNS = 8;

  static final int BLOCK_ROWS = 6;
  static final int BLOCKS = BLOCK_COLUMNS * BLOCK_ROWS;

  private static final int ROWS_PER_CELL = 2;
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  /** Brightness of a pixel, 0 to 255; from the upper left corner. */
  @FunctionalInterface
  interface Luma {
    int at(int x, int y);
  }

  private final float[] cells = new float[COLUMNS * ROWS];
  private final double[] fine = new double[BLOCKS];
  private final double colour;
  private long fingerprint;
  private double noise = Double.MAX_VALUE;
  private double contrast;

  private Thumbnail(double colour) {
    this.colour = colour;
  }

  /** Whether a picture is large enough to be looked at. */
  static boolean isLargeEnough(int widthPx, int heightPx) {
    return widthPx >= 2 * COLUMNS && heightPx >= ROWS_PER_CELL * ROWS;
  }

  /**
   * The thumbnail of a picture that is {@link #isLargeEnough}.
   *
   * @param colour how far its colours are from grey, mean of |U − 128| + |V − 128|; NaN where it
   *     has none by its kind
   */
  static Thumbnail of(int widthPx, int heightPx, Luma luma, double colour) {
    Thumbnail thumbnail = new Thumbnail(colour);
    thumbnail.sample(widthPx, heightPx, luma);
    return thumbnail;
  }

  private void sample(int width, int height, Luma luma) {
    int[] counts = new int[COLUMNS];
    long[] pixels = new long[BLOCKS];
    int[] row = new int[width];
    long hash = width * 31L + height;
    for (int cellRow = 0; cellRow < ROWS; cellRow++) {
      Arrays.fill(counts, 0);
      int blockRow = cellRow * BLOCK_ROWS / ROWS * BLOCK_COLUMNS;
      for (int part = 0; part < ROWS_PER_CELL; part++) {
        int y = (2 * (cellRow * ROWS_PER_CELL + part) + 1) * height / (2 * ROWS * ROWS_PER_CELL);
        for (int x = 0; x < width; x++) {
          int value = luma.at(x, y);
          row[x] = value;
          hash = (hash ^ value) * PRIME;
          int column = x * COLUMNS / width;
          cells[cellRow * COLUMNS + column] += value;
          counts[column]++;
          if (x > 0) {
            int block = blockRow + x * BLOCK_COLUMNS / width;
            int near = value - row[x - 1];
            fine[block] += near * near;
            pixels[block]++;
          }
        }
      }
      for (int column = 0; column < COLUMNS; column++) {
        cells[cellRow * COLUMNS + column] /= counts[column];
      }
    }
    for (int block = 0; block < BLOCKS; block++) {
      fine[block] /= pixels[block];
      noise = Math.min(noise, fine[block]);
    }
    contrast = medianVariance();
    fingerprint = hash ^ (hash >>> 29);
  }

  private double medianVariance() {
    double[] sums = new double[BLOCKS];
    double[] squares = new double[BLOCKS];
    for (int at = 0; at < cells.length; at++) {
      int block = at / COLUMNS * BLOCK_ROWS / ROWS * BLOCK_COLUMNS;
      block += at % COLUMNS * BLOCK_COLUMNS / COLUMNS;
      sums[block] += cells[at];
      squares[block] += cells[at] * cells[at];
    }
    int count = cells.length / BLOCKS;
    Arrays.setAll(squares, block -> squares[block] / count - Math.pow(sums[block] / count, 2));
    Arrays.sort(squares);
    return squares[BLOCKS / 2];
  }

  /** Equal for the very same pixels in the sampled rows, and for practically no others. */
  long fingerprint() {
    return fingerprint;
  }

  /** Mean distance from grey; NaN for a picture without colours. */
  double colour() {
    return colour;
  }

  /** Brightness of a cell, 0 to 255. */
  float cell(int column, int row) {
    return cells[row * COLUMNS + column];
  }

  /** Mean square of the difference between neighbouring pixels of a block. */
  double fine(int block) {
    return fine[block];
  }

  /** What is in {@link #fine} of the smoothest block, and so in all of them: the sensor's noise. */
  double noise() {
    return noise;
  }

  /**
   * Variance of the cells within a block, of the block in the middle: half of the blocks have more.
   * Vehicles and lamps in some blocks do not change it, and a lens out of focus hardly does.
   */
  double contrast() {
    return contrast;
  }

  /** Mean brightness, 0 to 255. */
  double mean() {
    double sum = 0;
    for (float cell : cells) {
      sum += cell;
    }
    return sum / cells.length;
  }

  /** Brightness between the darkest and the brightest 4 % of the cells: an overlay is no scene. */
  double range() {
    float[] sorted = cells.clone();
    Arrays.sort(sorted);
    int edge = sorted.length / 25;
    return sorted[sorted.length - 1 - edge] - sorted[edge];
  }
}
