package io.wugan.devices.camera;

/**
 * What a camera usually sees by one kind of light: brightness of the cells and sharpness of the
 * blocks, learnt slowly. Says how much of a picture is as sharp as usual, and how much of it is the
 * usual scene. Confined to its watch.
 *
 * <p>Sharpness of a block is its fine detail, less what noise alone makes, divided by the contrast
 * of the picture's blocks, so that brightness and contrast do not count. Likeness of a block is the
 * correlation of its cells with the usual ones, which does not feel brightness and contrast either.
 * Only blocks that usually have detail are judged, and none that glares.
 */
final class SceneMemory {

  /** Before so much was seen nothing is judged. */
  static final long LEARN_MILLIS = 60_000;

  private static final int CELL_COLUMNS = Thumbnail.COLUMNS / Thumbnail.BLOCK_COLUMNS;
  private static final int CELL_ROWS = Thumbnail.ROWS / Thumbnail.BLOCK_ROWS;
  private static final double USUAL_MILLIS = 600_000;
  private static final double QUICK_MILLIS = 3_000;
  private static final double LEAST_FINE = 6;
  private static final double LEAST_OF_NOISE = 0.7;
  private static final double LEAST_SPREAD = 4;
  private static final double CONTRAST_FLOOR = 20;
  private static final double BLURRED_SHARE = 0.5;
  private static final double ALIKE = 0.5;
  private static final double GLARE = 240;
  private static final int LEAST_BLOCKS = 8;

  private final float[] cells = new float[Thumbnail.COLUMNS * Thumbnail.ROWS];
  private final double[] fine = new double[Thumbnail.BLOCKS];
  private final double[] sharp = new double[Thumbnail.BLOCKS];
  private final double[] sharpNow = new double[Thumbnail.BLOCKS];
  private double noise;
  private double learntMillis;

  /** Whether enough was seen to judge by. */
  boolean isLearnt() {
    return learntMillis >= LEARN_MILLIS;
  }

  /** Takes a picture into the memory; it weighs as much as the time it stands for. */
  void learn(Thumbnail picture, long millis) {
    if (millis <= 0) {
      return; // the first picture of all stands for no time yet
    }
    learntMillis += millis;
    // At first the plain mean, later the last ten minutes.
    double weight = Math.min(1, millis / Math.min(USUAL_MILLIS, learntMillis));
    for (int row = 0; row < Thumbnail.ROWS; row++) {
      for (int column = 0; column < Thumbnail.COLUMNS; column++) {
        int at = row * Thumbnail.COLUMNS + column;
        cells[at] += (float) (weight * (picture.cell(column, row) - cells[at]));
      }
    }
    noise += weight * (picture.noise() - noise);
    for (int block = 0; block < Thumbnail.BLOCKS; block++) {
      fine[block] += weight * (picture.fine(block) - picture.noise() - fine[block]);
      sharp[block] += weight * (sharpness(picture, block) - sharp[block]);
    }
  }

  /** Follows the sharpness of the last seconds; to be called with each picture. */
  void follow(Thumbnail picture, long millis) {
    double weight = Math.min(1, millis / QUICK_MILLIS);
    for (int block = 0; block < Thumbnail.BLOCKS; block++) {
      sharpNow[block] += weight * (sharpness(picture, block) - sharpNow[block]);
    }
  }

  private static double sharpness(Thumbnail picture, int block) {
    double detail = Math.max(0, picture.fine(block) - picture.noise());
    return detail / (picture.contrast() + CONTRAST_FLOOR);
  }

  /**
   * Share of the blocks that have lost their sharpness, 0 to 1; NaN where too few can be judged.
   */
  double blurredShare(Thumbnail picture) {
    double least = Math.max(LEAST_FINE, LEAST_OF_NOISE * noise);
    int judged = 0;
    int blurred = 0;
    for (int block = 0; block < Thumbnail.BLOCKS; block++) {
      if (fine[block] >= least && brightness(picture, block) < GLARE) {
        judged++;
        blurred += sharpNow[block] < BLURRED_SHARE * sharp[block] ? 1 : 0;
      }
    }
    return judged < LEAST_BLOCKS ? Double.NaN : (double) blurred / judged;
  }

  /** Share of the blocks that show the usual scene, 0 to 1; NaN where too few can be judged. */
  double likeness(Thumbnail picture) {
    int judged = 0;
    int alike = 0;
    for (int block = 0; block < Thumbnail.BLOCKS; block++) {
      if (brightness(picture, block) >= GLARE) {
        continue;
      }
      double correlation = correlation(picture, block);
      if (!Double.isNaN(correlation)) {
        judged++;
        alike += correlation > ALIKE ? 1 : 0;
      }
    }
    return judged < LEAST_BLOCKS ? Double.NaN : (double) alike / judged;
  }

  private static double brightness(Thumbnail picture, int block) {
    double sum = 0;
    for (int at = 0; at < CELL_ROWS * CELL_COLUMNS; at++) {
      sum += picture.cell(column(block, at), row(block, at));
    }
    return sum / (CELL_ROWS * CELL_COLUMNS);
  }

  private static int column(int block, int at) {
    return block % Thumbnail.BLOCK_COLUMNS * CELL_COLUMNS + at % CELL_COLUMNS;
  }

  private static int row(int block, int at) {
    return block / Thumbnail.BLOCK_COLUMNS * CELL_ROWS + at / CELL_COLUMNS;
  }

  // Pearson's coefficient; NaN where the usual scene has no structure there.
  private double correlation(Thumbnail picture, int block) {
    int count = CELL_ROWS * CELL_COLUMNS;
    double usualSum = 0;
    double nowSum = 0;
    for (int at = 0; at < count; at++) {
      usualSum += cells[row(block, at) * Thumbnail.COLUMNS + column(block, at)];
      nowSum += picture.cell(column(block, at), row(block, at));
    }
    double product = 0;
    double usualSquare = 0;
    double nowSquare = 0;
    for (int at = 0; at < count; at++) {
      double usual =
          cells[row(block, at) * Thumbnail.COLUMNS + column(block, at)] - usualSum / count;
      double now = picture.cell(column(block, at), row(block, at)) - nowSum / count;
      product += usual * now;
      usualSquare += usual * usual;
      nowSquare += now * now;
    }
    if (Math.sqrt(usualSquare / count) < LEAST_SPREAD) {
      return Double.NaN;
    }
    return nowSquare == 0 ? 0 : product / Math.sqrt(usualSquare * nowSquare);
  }
}
