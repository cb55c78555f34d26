package io.wugan.core.plate;

/**
 * Background colour of a plate, by name and never by number: the interfaces in the field number
 * colours differently.
 */
public enum PlateColor {
  /** Not seen, or the picture has no colour (infrared). */
  UNKNOWN,
  BLUE,
  YELLOW,
  WHITE,
  BLACK,
  /** Gradient green of small new-energy vehicles. */
  GREEN,
  /** Yellow and green of large new-energy vehicles. */
  YELLOW_GREEN;

  /** Whether two sightings may be of the same plate: equal, or at least one of them unknown. */
  public boolean compatibleWith(PlateColor other) {
    return this == other || this == UNKNOWN || other == UNKNOWN;
  }
}
