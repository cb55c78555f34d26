package io.wugan.core.lane;

import io.wugan.core.plate.Quad;
import java.util.Optional;

/**
 * Where a lane lies in its camera's picture.
 *
 * @param area the lane; a plate whose centre is outside is not followed at all, as that of a car in
 *     the street. Empty for the whole picture
 * @param tripLine where a vehicle crosses the lot's border; without one it does so when its plate
 *     was last seen
 * @param virtualLoop the piece of ground that every vehicle drives over (虚拟线圈), watched for
 *     vehicles whose plate is not seen; empty for none
 */
public record LaneGeometry(
    Optional<SharePolygon> area, Optional<TripLine> tripLine, Optional<SharePolygon> virtualLoop) {

  /** The whole picture, no trip line and no virtual loop. */
  public static final LaneGeometry WHOLE_PICTURE =
      new LaneGeometry(Optional.empty(), Optional.empty(), Optional.empty());

  /** The same lane within an area. */
  public LaneGeometry within(SharePolygon value) {
    return new LaneGeometry(Optional.of(value), tripLine, virtualLoop);
  }

  /** The same lane with a trip line. */
  public LaneGeometry withTripLine(TripLine value) {
    return new LaneGeometry(area, Optional.of(value), virtualLoop);
  }

  /** The same lane with a virtual loop. */
  public LaneGeometry withVirtualLoop(SharePolygon value) {
    return new LaneGeometry(area, tripLine, Optional.of(value));
  }

  /** Whether a point in pixels lies in the lane's area. */
  boolean contains(FrameView frame, Quad.Point point) {
    return area.isEmpty()
        || area.get().contains(point.x() / frame.widthPx(), point.y() / frame.heightPx());
  }
}
