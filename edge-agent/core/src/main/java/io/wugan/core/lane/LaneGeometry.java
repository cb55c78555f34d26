package io.wugan.core.lane;

import io.wugan.core.plate.Quad;
import java.util.List;
import java.util.Optional;

/**
 * Where a lane lies in its camera's picture.
 *
 * @param polygon corners of the lane's area; a plate whose centre is outside is not followed at
 *     all, as that of a car in the street. Empty for the whole picture, otherwise 3 to {@value
 *     #MAX_CORNERS}; it may be concave, and its edges should not cross
 * @param tripLine where a vehicle crosses the lot's border; without one it does so when its plate
 *     was last seen
 */
public record LaneGeometry(List<SharePoint> polygon, Optional<TripLine> tripLine) {

  /** As many corners as a polygon may have. */
  public static final int MAX_CORNERS = 32;

  /** The whole picture, and no trip line. */
  public static final LaneGeometry WHOLE_PICTURE = new LaneGeometry(List.of(), Optional.empty());

  /**
   * @throws IllegalArgumentException if the polygon has one or two corners, or too many
   */
  public LaneGeometry {
    polygon = List.copyOf(polygon);
    boolean fits = polygon.isEmpty() || (polygon.size() >= 3 && polygon.size() <= MAX_CORNERS);
    if (!fits) {
      throw new IllegalArgumentException(
          "a lane's polygon must have 3 to " + MAX_CORNERS + " corners, not " + polygon.size());
    }
  }

  /** Whether a point lies in the lane's area. */
  boolean contains(FrameView frame, Quad.Point point) {
    if (polygon.isEmpty()) {
      return true;
    }
    boolean inside = false;
    for (int i = 0; i < polygon.size(); i++) {
      Quad.Point a = frame.toPixels(polygon.get(i));
      Quad.Point b = frame.toPixels(polygon.get((i + 1) % polygon.size()));
      boolean spans = a.y() > point.y() != b.y() > point.y();
      inside ^= spans && point.x() < crossingX(a, b, point.y());
    }
    return inside;
  }

  private static double crossingX(Quad.Point a, Quad.Point b, double y) {
    return a.x() + (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y());
  }
}
