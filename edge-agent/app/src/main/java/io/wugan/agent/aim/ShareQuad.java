package io.wugan.agent.aim;

import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;

/** Corners in shares of a picture, which fit it at any size. Stateless. */
public final class ShareQuad {

  private ShareQuad() {}

  /** Corners in pixels of a picture as shares of its width and height. */
  public static Quad of(Quad quad, int widthPx, int heightPx) {
    return new Quad(
        share(quad.topLeft(), widthPx, heightPx),
        share(quad.topRight(), widthPx, heightPx),
        share(quad.bottomRight(), widthPx, heightPx),
        share(quad.bottomLeft(), widthPx, heightPx));
  }

  private static Point share(Point corner, int widthPx, int heightPx) {
    return new Point(corner.x() / widthPx, corner.y() / heightPx);
  }
}
