package io.wugan.recognition.decode;

import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A place where the detector sees a plate.
 *
 * @param score how sure it is, 0 to 1
 * @param quad outer corners, in pixels of the picture that the detector looked at
 */
public record Hit(double score, Quad quad) {

  /** The same hit in other coordinates. */
  public Hit mapped(UnaryOperator<Point> mapping) {
    return new Hit(
        score,
        new Quad(
            mapping.apply(quad.topLeft()),
            mapping.apply(quad.topRight()),
            mapping.apply(quad.bottomRight()),
            mapping.apply(quad.bottomLeft())));
  }

  /**
   * Whether two hits name one plate: their boxes overlap by more than {@code overlap} (intersection
   * over union), or the centre of one lies in the box of the other.
   */
  public boolean samePlate(Hit other, double overlap) {
    return contains(quad, other.quad.center())
        || contains(other.quad, quad.center())
        || quad.boxOverlap(other.quad) > overlap;
  }

  /** The best of every group of hits that name one plate, best first. */
  public static List<Hit> distinct(List<Hit> hits, double overlap) {
    List<Hit> kept = new ArrayList<>();
    hits.stream()
        .sorted((a, b) -> Double.compare(b.score, a.score))
        .filter(hit -> kept.stream().noneMatch(better -> better.samePlate(hit, overlap)))
        .forEachOrdered(kept::add);
    return List.copyOf(kept);
  }

  private static boolean contains(Quad quad, Point point) {
    return point.x() > quad.minX()
        && point.x() < quad.maxX()
        && point.y() > quad.minY()
        && point.y() < quad.maxY();
  }
}
