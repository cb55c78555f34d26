package io.wugan.recognition;

import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import java.util.List;

/** Corners as the detector might have found them just as well. */
final class OtherCorners {

  private OtherCorners() {}

  /** A little outside and a little inside of the given ones, both within the detector's error. */
  static List<Quad> near(Quad quad) {
    return List.of(scaled(quad, 1.05, 1.08), scaled(quad, 0.97, 0.95));
  }

  /**
   * A quad made larger or smaller about its centre, along its own edges.
   *
   * @param across factor of its width
   * @param along factor of its height
   */
  static Quad scaled(Quad quad, double across, double along) {
    Point right =
        half(quad.topLeft(), quad.topRight(), quad.bottomLeft(), quad.bottomRight(), across - 1);
    Point down =
        half(quad.topLeft(), quad.bottomLeft(), quad.topRight(), quad.bottomRight(), along - 1);
    return new Quad(
        moved(quad.topLeft(), right, -1, down, -1),
        moved(quad.topRight(), right, 1, down, -1),
        moved(quad.bottomRight(), right, 1, down, 1),
        moved(quad.bottomLeft(), right, -1, down, 1));
  }

  // Half the mean of two edges, times a share.
  private static Point half(Point from, Point to, Point from2, Point to2, double share) {
    return new Point(
        share * (to.x() - from.x() + to2.x() - from2.x()) / 4,
        share * (to.y() - from.y() + to2.y() - from2.y()) / 4);
  }

  private static Point moved(Point point, Point right, int x, Point down, int y) {
    return new Point(
        point.x() + x * right.x() + y * down.x(), point.y() + x * right.y() + y * down.y());
  }
}
