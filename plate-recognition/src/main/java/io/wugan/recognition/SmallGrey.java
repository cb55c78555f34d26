package io.wugan.recognition;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Reduces a picture to a few thousand grey cells for the motion gate. Confined to the recognizer's
 * thread; holds native memory until closed.
 */
final class SmallGrey implements AutoCloseable {

  private static final int LONG_SIDE = 96;

  // Each cell is the mean of 4 × 4 pixels of the picture; all of them would cost ten times as much.
  private static final int SAMPLES = 4;

  private final Mat sampled = new Mat();
  private final Mat reduced = new Mat();
  private final Mat grey = new Mat();
  private byte[] levels = new byte[0];

  /** Grey levels of a picture, 0–255 unsigned; overwritten by the next. */
  byte[] of(Mat picture) {
    double scale = (double) LONG_SIDE / Math.max(picture.cols(), picture.rows());
    int width = (int) Math.max(1, Math.round(picture.cols() * scale));
    int height = (int) Math.max(1, Math.round(picture.rows() * scale));
    try (NativeScope scope = new NativeScope()) {
      Size size = scope.own(new Size(width, height));
      Size samples = scope.own(new Size(SAMPLES * width, SAMPLES * height));
      opencv_imgproc.resize(picture, sampled, samples, 0, 0, opencv_imgproc.INTER_NEAREST);
      opencv_imgproc.resize(sampled, reduced, size, 0, 0, opencv_imgproc.INTER_AREA);
      opencv_imgproc.cvtColor(reduced, grey, opencv_imgproc.COLOR_BGR2GRAY);
      if (levels.length != width * height) {
        levels = new byte[width * height];
      }
      grey.data().get(levels);
    }
    return levels;
  }

  /** Width of the last picture in cells; 0 before the first. */
  int widthCells() {
    return grey.cols();
  }

  @Override
  public void close() {
    sampled.close();
    reduced.close();
    grey.close();
  }
}
