package io.wugan.recognition;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Makes pictures smaller: carefully, by the mean over the area of each new pixel, or quickly, by
 * halves and bilinear sampling of the rest, which OpenCV does six times as fast. Confined to the
 * recognizer's thread; holds native memory until closed.
 */
final class Reduction implements AutoCloseable {

  // Below this scale bilinear sampling loses too much.
  private static final double CAREFUL_BELOW = 0.7;

  private final boolean quick;
  private final List<Mat> halves = new ArrayList<>();
  private final Mat reduced = new Mat();

  Reduction(boolean quick) {
    this.quick = quick;
  }

  /**
   * A smaller picture, from the same upper left corner.
   *
   * @param pixels overwritten by the next reduction
   * @param ratioX its pixels for one of the whole picture, across
   * @param ratioY the same, down
   * @param rest how much smaller bilinear sampling may make it
   */
  record Reduced(Mat pixels, double ratioX, double ratioY, double rest) {}

  /**
   * Reduces a picture so far that bilinear sampling may do the rest.
   *
   * @param picture H×W×3
   * @param scale what is wanted, pixels of the result for one of the picture
   * @return the picture itself, or a smaller one
   */
  Reduced reduce(Mat picture, double scale) {
    if (quick) {
      return halve(picture, scale);
    }
    if (scale >= CAREFUL_BELOW) {
      return new Reduced(picture, 1, 1, scale);
    }
    int width = (int) Math.max(1, Math.round(picture.cols() * scale));
    int height = (int) Math.max(1, Math.round(picture.rows() * scale));
    resize(picture, reduced, width, height, opencv_imgproc.INTER_AREA);
    return new Reduced(
        reduced, (double) width / picture.cols(), (double) height / picture.rows(), 1);
  }

  // An odd last row or column is left out: OpenCV is fast at exact halves only.
  private Reduced halve(Mat picture, double scale) {
    Mat pixels = picture;
    double ratio = 1;
    for (int i = 0; scale <= 0.5 * ratio && pixels.cols() > 1 && pixels.rows() > 1; i++) {
      if (i == halves.size()) {
        halves.add(NativeScope.keep(new Mat()));
      }
      int width = pixels.cols() / 2;
      int height = pixels.rows() / 2;
      try (NativeScope scope = new NativeScope()) {
        Mat even = scope.own(new Mat(pixels, scope.own(new Rect(0, 0, 2 * width, 2 * height))));
        resize(even, halves.get(i), width, height, opencv_imgproc.INTER_AREA);
      }
      pixels = halves.get(i);
      ratio /= 2;
    }
    return new Reduced(pixels, ratio, ratio, scale / ratio);
  }

  /** Brings a picture to a size, smaller or larger. */
  void resize(Mat picture, Mat result, int widthPx, int heightPx) {
    double scale = Math.max((double) widthPx / picture.cols(), (double) heightPx / picture.rows());
    if (quick) {
      Mat smaller = halve(picture, scale).pixels();
      resize(smaller, result, widthPx, heightPx, opencv_imgproc.INTER_LINEAR);
    } else {
      int how = scale < 1 ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
      resize(picture, result, widthPx, heightPx, how);
    }
  }

  private static void resize(Mat picture, Mat result, int widthPx, int heightPx, int how) {
    try (Size size = new Size(widthPx, heightPx)) {
      opencv_imgproc.resize(picture, result, size, 0, 0, how);
    }
  }

  @Override
  public void close() {
    halves.forEach(Mat::close);
    reduced.close();
  }
}
