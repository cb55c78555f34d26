package io.wugan.core.lane;

import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;

/**
 * What a tracker needs to know of a frame besides its reads: when it was taken and how large it is.
 *
 * @param time when it was taken
 * @param widthPx width in pixels, at least 1
 * @param heightPx height in pixels, at least 1
 */
public record FrameView(LotTime time, int widthPx, int heightPx) {

  /**
   * @throws IllegalArgumentException if the picture has no size
   */
  public FrameView {
    if (widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException(
          "a frame must have a size, not " + widthPx + "x" + heightPx + " pixels");
    }
  }

  FrameView at(LotTime other) {
    return other.equals(time) ? this : new FrameView(other, widthPx, heightPx);
  }

  /** A point given in shares of the picture, in pixels. */
  Quad.Point toPixels(SharePoint point) {
    return new Quad.Point(point.x() * widthPx, point.y() * heightPx);
  }
}
