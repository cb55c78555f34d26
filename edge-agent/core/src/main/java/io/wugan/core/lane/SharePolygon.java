package io.wugan.core.lane;

import java.util.List;

/**
 * An area of a picture, in shares of its width and height.
 *
 * @param corners 3 to {@value #MAX_CORNERS}, in order; it may be concave, and its edges should not
 *     cross
 */
public record SharePolygon(List<SharePoint> corners) {

  /** As many corners as a polygon may have. */
  public static final int MAX_CORNERS = 32;

  /**
   * @throws IllegalArgumentException if it has fewer than three corners, or too many
   */
  public SharePolygon {
    corners = List.copyOf(corners);
    if (corners.size() < 3 || corners.size() > MAX_CORNERS) {
      throw new IllegalArgumentException(
          "a polygon must have 3 to " + MAX_CORNERS + " corners, not " + corners.size());
    }
  }

  /**
   * Whether a point lies inside.
   *
   * @param x share of the picture's width; may lie outside the picture
   * @param y share of its height
   */
  public boolean contains(double x, double y) {
    boolean inside = false;
    for (int i = 0; i < corners.size(); i++) {
      SharePoint a = corners.get(i);
      SharePoint b = corners.get((i + 1) % corners.size());
      boolean spans = a.y() > y != b.y() > y;
      inside ^= spans && x < crossingX(a, b, y);
    }
    return inside;
  }

  private static double crossingX(SharePoint a, SharePoint b, double y) {
    return a.x() + (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y());
  }
}
