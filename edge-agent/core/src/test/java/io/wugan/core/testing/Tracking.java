package io.wugan.core.testing;

import io.wugan.core.lane.TrackerSettings;

/** Settings of trackers under test. */
public final class Tracking {

  /** The defaults, but a plate that stands still counts as a vehicle too. */
  public static final TrackerSettings STILL_OR_MOVING = withTravel(0);

  private Tracking() {}

  /** The defaults, but with another least travel, in plate widths. */
  public static TrackerSettings withTravel(double minTravelWidths) {
    return with(minTravelWidths, TrackerSettings.DEFAULT.minPlateWidthPx());
  }

  /** The defaults, but narrower plates are not followed. */
  public static TrackerSettings withMinPlateWidth(int minPlateWidthPx) {
    return with(TrackerSettings.DEFAULT.minTravelWidths(), minPlateWidthPx);
  }

  private static TrackerSettings with(double minTravelWidths, int minPlateWidthPx) {
    TrackerSettings standard = TrackerSettings.DEFAULT;
    return new TrackerSettings(
        standard.lostAfter(),
        standard.minFrames(),
        standard.minVisible(),
        standard.samePlateWindow(),
        standard.minDetectionConfidence(),
        standard.minPlateConfidence(),
        minTravelWidths,
        standard.minReadConfidence(),
        minPlateWidthPx);
  }
}
