package io.wugan.core.lane;

import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;

/** How a plate moved from one moment to a later one. Immutable. */
record Way(Moment from, Moment to) {

  // To turn a lane's role round takes more than a plate cut by the picture's edge or a few bad
  // corners: 0.7 of the width is 3 m at a distance of 7 m.
  private static final double CLEAR_SHRINKING = 0.7;
  private static final int CLEAR_FRAMES = 4;
  private static final double CLEAR_TRAVEL_WIDTHS = 1;

  /**
   * Where a plate was.
   *
   * @param time when
   * @param center filtered, pixels
   * @param widthPx filtered
   * @param frames in how many frames it had been seen by then
   */
  record Moment(LotTime time, Quad.Point center, double widthPx, int frames) {}

  /** Last width over first: above 1 the plate came nearer. */
  double growth() {
    return to.widthPx() / from.widthPx();
  }

  /** Distance between both places, in widths of the larger plate. */
  double travelWidths() {
    return from.center().distanceTo(to.center()) / Math.max(from.widthPx(), to.widthPx());
  }

  /** Whether the plate went far enough, in enough frames, for its way to say anything. */
  boolean isClear() {
    return to.frames() - from.frames() + 1 >= CLEAR_FRAMES && travelWidths() >= CLEAR_TRAVEL_WIDTHS;
  }

  Tendency tendency() {
    if (!isClear()) {
      return Tendency.UNCLEAR;
    }
    if (growth() >= 1 / CLEAR_SHRINKING) {
      return Tendency.NEARER;
    }
    return growth() <= CLEAR_SHRINKING ? Tendency.FARTHER : Tendency.UNCLEAR;
  }
}
