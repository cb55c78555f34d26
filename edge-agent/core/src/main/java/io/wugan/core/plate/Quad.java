package io.wugan.core.plate;

/**
 * The four outer corners of a plate in a frame, in the plate's own reading order, in pixels; origin
 * at the frame's top left corner, x to the right, y downwards. Corners may lie outside the frame.
 *
 * @param topLeft where the text begins, even when the plate is tilted
 */
public record Quad(Point topLeft, Point topRight, Point bottomRight, Point bottomLeft) {

  /** A point in pixels. */
  public record Point(double x, double y) {
    /**
     * @throws IllegalArgumentException if a coordinate is not finite
     */
    public Point {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("coordinates must be finite, not " + x + "," + y);
      }
    }

    /** Euclidean distance in pixels. */
    public double distanceTo(Point other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }

  /** An upright rectangle as a quad. */
  public static Quad rectangle(double left, double top, double widthPx, double heightPx) {
    return new Quad(
        new Point(left, top),
        new Point(left + widthPx, top),
        new Point(left + widthPx, top + heightPx),
        new Point(left, top + heightPx));
  }

  /** Mean of the corners. */
  public Point center() {
    return new Point(
        (topLeft.x() + topRight.x() + bottomRight.x() + bottomLeft.x()) / 4,
        (topLeft.y() + topRight.y() + bottomRight.y() + bottomLeft.y()) / 4);
  }

  /** Mean length of the upper and the lower edge, in pixels. */
  public double widthPx() {
    return (topLeft.distanceTo(topRight) + bottomLeft.distanceTo(bottomRight)) / 2;
  }

  /** Mean length of the left and the right edge, in pixels. */
  public double heightPx() {
    return (topLeft.distanceTo(bottomLeft) + topRight.distanceTo(bottomRight)) / 2;
  }

  /** Left edge of the upright bounding box. */
  public double minX() {
    return Math.min(Math.min(topLeft.x(), topRight.x()), Math.min(bottomRight.x(), bottomLeft.x()));
  }

  /** Right edge of the upright bounding box. */
  public double maxX() {
    return Math.max(Math.max(topLeft.x(), topRight.x()), Math.max(bottomRight.x(), bottomLeft.x()));
  }

  /** Upper edge of the upright bounding box. */
  public double minY() {
    return Math.min(Math.min(topLeft.y(), topRight.y()), Math.min(bottomRight.y(), bottomLeft.y()));
  }

  /** Lower edge of the upright bounding box. */
  public double maxY() {
    return Math.max(Math.max(topLeft.y(), topRight.y()), Math.max(bottomRight.y(), bottomLeft.y()));
  }

  /** Intersection over union of the upright bounding boxes, 0 to 1. */
  public double boxOverlap(Quad other) {
    double width = Math.min(maxX(), other.maxX()) - Math.max(minX(), other.minX());
    double height = Math.min(maxY(), other.maxY()) - Math.max(minY(), other.minY());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double shared = width * height;
    return shared / (boxArea() + other.boxArea() - shared);
  }

  private double boxArea() {
    return (maxX() - minX()) * (maxY() - minY());
  }
}
