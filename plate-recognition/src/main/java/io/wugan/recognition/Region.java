package io.wugan.recognition;

import io.wugan.core.plate.Quad;
import java.util.Optional;

/**
 * An upright part of a picture, in whole pixels, of at least one pixel. Immutable.
 *
 * @param x left edge
 * @param y upper edge
 */
record Region(int x, int y, int widthPx, int heightPx) {

  /** The part of a picture that a rectangle covers; empty where it lies outside. */
  static Optional<Region> clamped(
      double left,
      double top,
      double right,
      double bottom,
      int pictureWidthPx,
      int pictureHeightPx) {
    int x = (int) Math.max(0, Math.floor(left));
    int y = (int) Math.max(0, Math.floor(top));
    int width = (int) Math.min(pictureWidthPx, Math.ceil(right)) - x;
    int height = (int) Math.min(pictureHeightPx, Math.ceil(bottom)) - y;
    return width < 1 || height < 1
        ? Optional.empty()
        : Optional.of(new Region(x, y, width, height));
  }

  /** The part of a picture round a quad, with a margin on each side as a share of its size. */
  static Optional<Region> round(Quad quad, double margin, int pictureWidthPx, int pictureHeightPx) {
    double marginX = margin * (quad.maxX() - quad.minX()) + 2;
    double marginY = margin * (quad.maxY() - quad.minY()) + 2;
    return clamped(
        quad.minX() - marginX,
        quad.minY() - marginY,
        quad.maxX() + marginX,
        quad.maxY() + marginY,
        pictureWidthPx,
        pictureHeightPx);
  }
}
