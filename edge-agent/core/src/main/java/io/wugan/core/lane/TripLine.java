package io.wugan.core.lane;

import io.wugan.core.plate.Quad;

/**
 * A line across the lane in the picture (绊线): a vehicle crosses the lot's border when its plate's
 * centre crosses the line.
 *
 * <p>The line has a direction. Looking from {@code from} to {@code to}, a vehicle that enters comes
 * from the left and goes to the right: across a line drawn from left to right, it enters downwards.
 *
 * @param from where the line begins
 * @param to where it ends
 */
public record TripLine(SharePoint from, SharePoint to) {

  // Plates are cut by the ends of a line that was drawn a little too short.
  private static final double SLACK = 0.1;

  /**
   * @throws IllegalArgumentException if both ends are one point
   */
  public TripLine {
    if (from.equals(to)) {
      throw new IllegalArgumentException("a trip line needs two points, not " + from + " twice");
    }
  }

  /** Distance from the line in pixels; positive on the side that entering vehicles go to. */
  double distancePx(FrameView frame, Quad.Point point) {
    Quad.Point a = frame.toPixels(from);
    Quad.Point b = frame.toPixels(to);
    double cross = (b.x() - a.x()) * (point.y() - a.y()) - (b.y() - a.y()) * (point.x() - a.x());
    return cross / a.distanceTo(b);
  }

  /** Whether a point lies beside the line itself rather than beside its prolongation. */
  boolean beside(FrameView frame, Quad.Point point) {
    Quad.Point a = frame.toPixels(from);
    Quad.Point b = frame.toPixels(to);
    double dot = (b.x() - a.x()) * (point.x() - a.x()) + (b.y() - a.y()) * (point.y() - a.y());
    double share = dot / Math.pow(a.distanceTo(b), 2);
    return share >= -SLACK && share <= 1 + SLACK;
  }
}
