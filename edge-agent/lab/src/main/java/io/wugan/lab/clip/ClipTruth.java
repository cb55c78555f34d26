package io.wugan.lab.clip;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What really happens in a clip: for each vehicle its plate, when it crosses the line, and where
 * its plate stands in every frame in which it can be seen. Immutable.
 *
 * @param clip the clip's frame
 * @param lineM distance of the trip line from the camera, metres
 * @param vehicles one entry for each vehicle of the scenario, in its order
 */
public record ClipTruth(ClipSettings clip, double lineM, List<Vehicle> vehicles) {

  /** A plate narrower than this is not counted as seen, pixels. */
  static final double NARROWEST_PX = 20;

  /** A plate of which less than this share is in view is not counted as seen. */
  static final double LEAST_IN_VIEW = 0.5;

  public ClipTruth {
    vehicles = List.copyOf(vehicles);
  }

  /**
   * One vehicle.
   *
   * @param plate its plate number; empty without a plate
   * @param category the plate's category
   * @param direction where it goes
   * @param plateLook whether its plate can be seen
   * @param crossesLineS when its seen end first crosses the trip line in its direction, seconds
   * @param returnsOverLineS when it first crosses the trip line against its direction, seconds
   * @param quads the plate in every frame in which it is seen
   */
  public record Vehicle(
      String plate,
      PlateStyle category,
      VehicleSpec.Direction direction,
      VehicleSpec.PlateLook plateLook,
      OptionalDouble crossesLineS,
      OptionalDouble returnsOverLineS,
      List<Quad> quads) {

    public Vehicle {
      quads = List.copyOf(quads);
    }

    /** Smallest width of the plate where it is seen, pixels. */
    public OptionalDouble minPlateWidthPx() {
      return quads.stream().mapToDouble(Quad::widthPx).min();
    }

    /** Greatest width of the plate where it is seen, pixels. */
    public OptionalDouble maxPlateWidthPx() {
      return quads.stream().mapToDouble(Quad::widthPx).max();
    }
  }

  /**
   * A plate in a frame: its corners upper left, upper right, lower right, lower left in pixels; (0,
   * 0) is the upper left corner of the frame.
   *
   * @param frame number of the frame, from 0
   * @param inView share of the plate that no other vehicle hides, 0–1
   * @param upperLeft corner
   * @param upperRight corner
   * @param lowerRight corner
   * @param lowerLeft corner
   */
  public record Quad(
      int frame,
      double inView,
      Point upperLeft,
      Point upperRight,
      Point lowerRight,
      Point lowerLeft) {

    /** Mean length of the upper and lower edge, pixels. */
    public double widthPx() {
      return (upperLeft.distance(upperRight) + lowerLeft.distance(lowerRight)) / 2;
    }

    /** The corners, clockwise from the upper left. */
    public List<Point> corners() {
      return List.of(upperLeft, upperRight, lowerRight, lowerLeft);
    }
  }

  /**
   * A place in a frame.
   *
   * @param x pixels from the left edge
   * @param y pixels from the upper edge
   */
  public record Point(double x, double y) {
    double distance(Point other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }

  /** Works out the truth of a scenario; draws nothing. */
  public static ClipTruth of(ClipScenario scenario) {
    return new TruthTracer(scenario).trace();
  }

  /** The truth as JSON text, one quad a line; the same text for the same truth. */
  public String toJson() {
    return TruthJson.write(this);
  }

  /** Plates that cross the line in their direction, in the order in which they do. */
  public List<Vehicle> crossings() {
    List<Vehicle> crossing = new ArrayList<>(vehicles);
    crossing.removeIf(vehicle -> vehicle.crossesLineS().isEmpty());
    crossing.sort((a, b) -> Double.compare(a.crossesLineS().orElse(0), b.crossesLineS().orElse(0)));
    return crossing;
  }
}
