package io.wugan.recognition;

import io.wugan.core.plate.Quad.Point;
import java.util.Optional;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts the surroundings of a point out of a picture, at a scale and of a fixed size; grey outside
 * the picture. Confined to the recognizer's thread; holds native memory until closed.
 */
final class CloseUp implements AutoCloseable {

  private final int widthPx;
  private final int heightPx;
  private final int paddingLevel;
  private final Reduction reduction;
  private final Mat pixels = new Mat();

  CloseUp(int widthPx, int heightPx, int paddingLevel, Reduction reduction) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.paddingLevel = paddingLevel;
    this.reduction = reduction;
  }

  /**
   * Where the part lies.
   *
   * @param center the picture's point in the part's middle
   * @param scaleX pixels of the part for one pixel of the picture
   */
  record Mapping(Point center, double scaleX, double scaleY, int widthPx, int heightPx) {

    /** A point of the part in the picture. */
    Point toPicture(Point point) {
      return new Point(
          center.x() + (point.x() - widthPx / 2.0) / scaleX,
          center.y() + (point.y() - heightPx / 2.0) / scaleY);
    }
  }

  /**
   * Fills {@link #pixels()}.
   *
   * @param acrossPx width of the part in pixels of the picture
   * @return where it lies; empty where all of it is outside the picture
   */
  Optional<Mapping> take(Mat picture, Point center, double acrossPx) {
    double scale = widthPx / acrossPx;
    double halfWidth = 0.5 * widthPx / scale + 2;
    double halfHeight = 0.5 * heightPx / scale + 2;
    return Region.clamped(
            center.x() - halfWidth,
            center.y() - halfHeight,
            center.x() + halfWidth,
            center.y() + halfHeight,
            picture.cols(),
            picture.rows())
        .map(region -> take(picture, region, center, scale));
  }

  private Mapping take(Mat picture, Region region, Point center, double scale) {
    try (NativeScope scope = new NativeScope()) {
      Rect cut = scope.own(new Rect(region.x(), region.y(), region.widthPx(), region.heightPx()));
      Mat part = scope.own(new Mat(picture, cut));
      Reduction.Reduced reduced = reduction.reduce(part, scale);
      double scaleX = reduced.rest() * reduced.ratioX();
      double scaleY = reduced.rest() * reduced.ratioY();
      // OpenCV's warp counts from the middle of pixels, we from their edges: hence the halves.
      double half = 0.5 * reduced.rest() - 0.5;
      double shiftX = widthPx / 2.0 - scaleX * (center.x() - region.x()) + half;
      double shiftY = heightPx / 2.0 - scaleY * (center.y() - region.y()) + half;
      warp(reduced.pixels(), scope, reduced.rest(), shiftX, shiftY);
      return new Mapping(center, scaleX, scaleY, widthPx, heightPx);
    }
  }

  private void warp(Mat part, NativeScope scope, double scale, double shiftX, double shiftY) {
    Mat matrix = scope.own(new Mat(2, 3, opencv_core.CV_64FC1));
    try (DoublePointer data = new DoublePointer(matrix.data())) {
      data.put(scale, 0, shiftX, 0, scale, shiftY);
    }
    double grey = paddingLevel;
    opencv_imgproc.warpAffine(
        part,
        pixels,
        matrix,
        scope.own(new Size(widthPx, heightPx)),
        opencv_imgproc.INTER_LINEAR,
        opencv_core.BORDER_CONSTANT,
        scope.own(new Scalar(grey, grey, grey, 0)));
  }

  /** The part taken last, BGR; overwritten by the next. */
  Mat pixels() {
    return pixels;
  }

  @Override
  public void close() {
    pixels.close();
  }
}
