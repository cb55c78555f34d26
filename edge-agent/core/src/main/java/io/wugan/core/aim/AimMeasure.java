package io.wugan.core.aim;

/**
 * What is measured of a plate, each with its limits. Those of size and angle are the figures of
 * makers of cameras and of plate readers; those of sharpness and exposure were measured with this
 * agent's own recognition: docs/doctor.md, Aim, says how.
 */
public enum AimMeasure {
  /** Width of the plate, of 440 mm. */
  PLATE_WIDTH(
      "px",
      new AimBar(
          130,
          250,
          100,
          400,
          "130-200 px wanted, 100 px the floor, more than 250 px gains nothing (OpenALPR, Camera"
              + " placement; Milestone: 2.7 px a stroke of 10 mm)")),
  /** Height of the characters. */
  CHARACTER_HEIGHT("px", AimBar.atLeast(25, 20, "20-30 px at least (makers of plate readers)")),
  /** Angle to the side. */
  HORIZONTAL_ANGLE("deg", AimBar.atMost(30, 40, "30 degrees at most (makers of plate readers)")),
  /** Angle up or down. */
  VERTICAL_ANGLE("deg", AimBar.atMost(30, 40, "30 degrees at most (makers of plate readers)")),
  /** Slope in the picture. */
  ROLL("deg", AimBar.atMost(5, 10, "5 degrees at most (makers of plate readers)")),
  /** Width of the sharper edges, in a plate that is brought to at most 140 px. */
  FOCUS("px", AimBar.atMost(3, 4, AimMeasure.OWN)),
  /** By how much the other edges are wider. */
  MOTION_BLUR("px", AimBar.atMost(1.25, 2, AimMeasure.OWN)),
  /** Pixels that are as light or as dark as a pixel gets. */
  CLIPPING("%", AimBar.atMost(20, 40, AimMeasure.OWN)),
  /** Light against dark. */
  CONTRAST("%", AimBar.atLeast(15, 6, AimMeasure.OWN));

  private static final String OWN = "measured with this program's recognition (wugan aim-study)";

  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers and a text
  private final AimBar bar;

  AimMeasure(String unit, AimBar bar) {
    this.unit = unit;
    this.bar = bar;
  }

  /** Of its values: px, deg or %. */
  public String unit() {
    return unit;
  }

  /** What its values are held against. */
  public AimBar bar() {
    return bar;
  }
}
