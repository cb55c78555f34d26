package io.wugan.recognition;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Makes pictures smaller: halves them by area until less than a half is left to do. OpenCV halves
 * eight times as fast as it averages over any other area. Confined to the recognizer's thread;
 * holds native memory until closed.
 */
final class Reduction implements AutoCloseable {

  private final List<Mat> halves = new ArrayList<>();

  /**
   * A smaller picture, from the same upper left corner.
   *
   * @param pixels overwritten by the next reduction
   * @param ratio its pixels for one of the whole picture: 1, ½, ¼…
   */
  record Halved(Mat pixels, double ratio) {}

  /**
   * Halves a picture for as long as it stays larger than wanted. An odd last row or column is left
   * out.
   *
   * @param picture H×W×3
   * @param scale what is wanted, pixels of the result for one of the picture
   * @return the picture itself, or a smaller one
   */
  Halved halve(Mat picture, double scale) {
    Halved least = new Halved(picture, 1);
    for (int i = 0; scale <= 0.5 * least.ratio(); i++) {
      int width = least.pixels().cols() / 2;
      int height = least.pixels().rows() / 2;
      if (width == 0 || height == 0) {
        return least;
      }
      if (i == halves.size()) {
        halves.add(NativeScope.keep(new Mat()));
      }
      try (NativeScope scope = new NativeScope()) {
        Mat even =
            scope.own(new Mat(least.pixels(), scope.own(new Rect(0, 0, 2 * width, 2 * height))));
        resize(even, halves.get(i), width, height, opencv_imgproc.INTER_AREA);
      }
      least = new Halved(halves.get(i), 0.5 * least.ratio());
    }
    return least;
  }

  /** Brings a picture to a size, smaller or larger. */
  void resize(Mat picture, Mat result, int widthPx, int heightPx) {
    double scale = Math.max((double) widthPx / picture.cols(), (double) heightPx / picture.rows());
    Mat smaller = halve(picture, scale).pixels();
    resize(smaller, result, widthPx, heightPx, opencv_imgproc.INTER_LINEAR);
  }

  private static void resize(Mat picture, Mat result, int widthPx, int heightPx, int how) {
    try (Size size = new Size(widthPx, heightPx)) {
      opencv_imgproc.resize(picture, result, size, 0, 0, how);
    }
  }

  @Override
  public void close() {
    halves.forEach(Mat::close);
  }
}
