package io.wugan.recognition;

import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Brings a plate upright: maps its four corners onto a rectangle. Plates more than twice as wide as
 * that are halved by area first, so that fine strokes do not alias. Confined to the recognizer's
 * thread.
 */
final class Rectifier {

  /** Of the part that is looked at round the plate, as a share of the plate's size. */
  private static final double MARGIN = 0.5;

  private Rectifier() {}

  /**
   * @param picture H×W×3, BGR
   * @param quad the plate's corners in it
   * @param target where they go in the result
   * @param size of the result
   * @param result filled in; {@code null} pixels never, the border is repeated outwards
   * @return whether any of the plate lies in the picture
   */
  static boolean rectify(Mat picture, Quad quad, Quad target, Size size, Mat result) {
    Optional<Region> round = Region.round(quad, MARGIN, picture.cols(), picture.rows());
    if (round.isEmpty()) {
      return false;
    }
    Region region = round.get();
    try (NativeScope scope = new NativeScope()) {
      Rect cut = scope.own(new Rect(region.x(), region.y(), region.widthPx(), region.heightPx()));
      Mat part = scope.own(new Mat(picture, cut));
      double scaleX = 1;
      double scaleY = 1;
      double limit = 2 * target.widthPx();
      while (longerEdge(quad) * scaleX > limit && part.cols() > 1 && part.rows() > 1) {
        Mat half = scope.own(new Mat());
        Size halved = scope.own(new Size(part.cols() / 2, part.rows() / 2));
        opencv_imgproc.resize(part, half, halved, 0, 0, opencv_imgproc.INTER_AREA);
        scaleX *= (double) half.cols() / part.cols();
        scaleY *= (double) half.rows() / part.rows();
        part = half;
      }
      Mat from = points(scope, quad, region.x(), region.y(), scaleX, scaleY);
      Mat to = points(scope, target, 0, 0, 1, 1);
      Mat homography = scope.own(opencv_imgproc.getPerspectiveTransform(from, to));
      opencv_imgproc.warpPerspective(
          part,
          result,
          homography,
          size,
          opencv_imgproc.INTER_LINEAR,
          opencv_core.BORDER_REPLICATE,
          scope.own(new Scalar()));
    }
    return true;
  }

  private static double longerEdge(Quad quad) {
    return Math.max(
        quad.topLeft().distanceTo(quad.topRight()),
        quad.bottomLeft().distanceTo(quad.bottomRight()));
  }

  private static Mat points(
      NativeScope scope, Quad quad, double left, double top, double scaleX, double scaleY) {
    float[] values = new float[8];
    int at = 0;
    for (Point corner :
        List.of(quad.topLeft(), quad.topRight(), quad.bottomRight(), quad.bottomLeft())) {
      values[at++] = (float) ((corner.x() - left) * scaleX);
      values[at++] = (float) ((corner.y() - top) * scaleY);
    }
    Mat points = scope.own(new Mat(4, 1, opencv_core.CV_32FC2));
    try (FloatPointer data = new FloatPointer(points.data())) {
      data.put(values);
    }
    return points;
  }
}
