package io.wugan.core.aim;

/**
 * What was measured of one plate in one picture, or medians of that. Immutable.
 *
 * @param plateWidthPx mean length of the upper and lower edge, pixels of the camera's picture,
 *     brought to a plate of 440 mm: one of 480 mm counts 440/480 of its pixels
 * @param characterHeightPx height of the characters, pixels; of the upper row's where there are two
 * @param horizontalAngleDeg angle between the line of sight and the plate's normal, to the side,
 *     degrees, 0 to 90
 * @param verticalAngleDeg the same, up or down
 * @param rollDeg slope of the plate in the picture, degrees, −90 to 90; positive: the right end
 *     lies lower
 * @param edgeWidthPx width over which the sharper of upright and level edges of the characters go
 *     from dark to light, pixels, at least 1; a plate of more than 140 px is brought to that first
 * @param motionBlurPx by how much wider the other edges are, pixels, at least 0: what motion along
 *     or across the picture adds; motion aslant blurs both alike and shows in {@code edgeWidthPx}
 * @param clippedPercent share of the plate's pixels that are as light or as dark as a pixel gets, 0
 *     to 100
 * @param contrastPercent difference of light and dark on the plate, percent of the whole range
 */
public record AimFigures(
    double plateWidthPx,
    double characterHeightPx,
    double horizontalAngleDeg,
    double verticalAngleDeg,
    double rollDeg,
    double edgeWidthPx,
    double motionBlurPx,
    double clippedPercent,
    double contrastPercent) {

  /** One of the figures as it is graded: angles without their sign. */
  public double value(AimMeasure measure) {
    return switch (measure) {
      case PLATE_WIDTH -> plateWidthPx;
      case CHARACTER_HEIGHT -> characterHeightPx;
      case HORIZONTAL_ANGLE -> horizontalAngleDeg;
      case VERTICAL_ANGLE -> verticalAngleDeg;
      case ROLL -> Math.abs(rollDeg);
      case FOCUS -> edgeWidthPx;
      case MOTION_BLUR -> motionBlurPx;
      case CLIPPING -> clippedPercent;
      case CONTRAST -> contrastPercent;
    };
  }

  /** The grade of one figure. */
  public AimGrade grade(AimMeasure measure) {
    return measure.bar().grade(value(measure));
  }

  /** The worst of all grades. */
  public AimGrade grade() {
    AimGrade worst = AimGrade.GREEN;
    for (AimMeasure measure : AimMeasure.values()) {
      worst = worst.worse(grade(measure));
    }
    return worst;
  }
}
