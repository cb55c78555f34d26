package io.wugan.lab.clip;

import io.wugan.lab.clip.VehicleSpec.Body;
import java.util.List;

/**
 * The form of a kind of vehicle: a skin laid over stations from the front bumper over bonnet,
 * windscreen and roof to the rear bumper. Metres. Immutable.
 *
 * @param length length of the vehicle
 * @param width width without mirrors
 * @param height height
 * @param belt height of the lower edge of the side windows
 * @param stations cross-sections from the front bumper's lower edge to the rear bumper's
 * @param ends the station at which each part ends: front, bonnet, windscreen, roof, rear window,
 *     boot; the rear is what is left
 * @param frontPlateY height of the front plate's centre
 * @param rearPlateY height of the rear plate's centre
 * @param wheelRadius radius of the wheels
 * @param frontAxle distance of the front axle from the front
 * @param rearAxle distance of the rear axle from the front
 */
record BodyShape(
    double length,
    double width,
    double height,
    double belt,
    List<Station> stations,
    List<Integer> ends,
    double frontPlateY,
    double rearPlateY,
    double wheelRadius,
    double frontAxle,
    double rearAxle) {

  /**
   * One cross-section.
   *
   * @param z distance from the front, in the middle
   * @param y height, in the middle
   * @param half half the width
   * @param bow how much further back the edges lie than the middle
   * @param crown how much lower the edges lie than the middle
   */
  record Station(double z, double y, double half, double bow, double crown) {}

  static BodyShape of(Body body) {
    return switch (body) {
      case SEDAN -> SEDAN;
      case SUV -> SUV;
      case VAN -> VAN;
      case TRUCK -> TRUCK;
    };
  }

  /** End of the vehicle's own skin; a truck's cargo box follows. */
  double skinLength() {
    return stations.stream().mapToDouble(Station::z).max().orElse(length);
  }

  boolean hasCargoBox() {
    return skinLength() < length - 0.5;
  }

  private static Station st(double z, double y, double half, double bow, double crown) {
    return new Station(z, y, half, bow, crown);
  }

  private static final BodyShape SEDAN =
      new BodyShape(
          4.72,
          1.82,
          1.46,
          0.93,
          List.of(
              st(0.10, 0.19, 0.80, 0.24, 0),
              st(0.02, 0.32, 0.85, 0.28, 0),
              st(0.00, 0.52, 0.87, 0.30, 0),
              st(0.03, 0.66, 0.87, 0.30, 0),
              st(0.14, 0.78, 0.85, 0.30, 0.05),
              st(0.60, 0.90, 0.84, 0.16, 0.06),
              st(1.25, 0.99, 0.80, 0.12, 0.06),
              st(2.05, 1.40, 0.60, 0.14, 0.05),
              st(2.70, 1.46, 0.60, 0, 0.05),
              st(3.40, 1.40, 0.59, -0.06, 0.05),
              st(4.10, 1.09, 0.73, -0.10, 0.04),
              st(4.56, 1.05, 0.80, -0.20, 0.04),
              st(4.67, 0.86, 0.84, -0.24, 0),
              st(4.70, 0.55, 0.86, -0.26, 0),
              st(4.60, 0.24, 0.82, -0.24, 0)),
          List.of(4, 6, 7, 9, 10, 11),
          0.47,
          0.80,
          0.33,
          0.95,
          3.70);

  private static final BodyShape SUV =
      new BodyShape(
          4.65,
          1.88,
          1.70,
          1.08,
          List.of(
              st(0.10, 0.24, 0.82, 0.22, 0),
              st(0.02, 0.40, 0.88, 0.26, 0),
              st(0.00, 0.62, 0.90, 0.28, 0),
              st(0.02, 0.82, 0.90, 0.28, 0),
              st(0.13, 0.96, 0.88, 0.26, 0.05),
              st(0.60, 1.05, 0.87, 0.14, 0.06),
              st(1.25, 1.12, 0.83, 0.10, 0.06),
              st(1.95, 1.60, 0.66, 0.12, 0.05),
              st(2.70, 1.70, 0.66, 0, 0.05),
              st(4.00, 1.65, 0.64, -0.06, 0.05),
              st(4.42, 1.15, 0.78, -0.12, 0.03),
              st(4.50, 1.08, 0.84, -0.16, 0.02),
              st(4.60, 0.90, 0.88, -0.20, 0),
              st(4.64, 0.60, 0.89, -0.24, 0),
              st(4.54, 0.28, 0.84, -0.22, 0)),
          List.of(4, 6, 7, 9, 10, 11),
          0.56,
          0.86,
          0.37,
          0.92,
          3.65);

  private static final BodyShape VAN =
      new BodyShape(
          5.00,
          1.90,
          1.95,
          1.10,
          List.of(
              st(0.10, 0.22, 0.82, 0.20, 0),
              st(0.02, 0.40, 0.88, 0.24, 0),
              st(0.00, 0.62, 0.90, 0.25, 0),
              st(0.04, 0.86, 0.90, 0.24, 0),
              st(0.14, 0.98, 0.88, 0.22, 0.04),
              st(0.40, 1.06, 0.88, 0.14, 0.05),
              st(0.66, 1.14, 0.86, 0.12, 0.05),
              st(1.60, 1.86, 0.74, 0.10, 0.05),
              st(2.60, 1.95, 0.74, 0, 0.05),
              st(4.72, 1.90, 0.73, -0.04, 0.05),
              st(4.88, 1.20, 0.84, -0.08, 0.02),
              st(4.92, 1.10, 0.86, -0.10, 0),
              st(4.97, 0.80, 0.88, -0.14, 0),
              st(5.00, 0.55, 0.89, -0.16, 0),
              st(4.92, 0.25, 0.86, -0.16, 0)),
          List.of(4, 6, 7, 9, 10, 11),
          0.52,
          0.90,
          0.34,
          0.95,
          3.95);

  private static final BodyShape TRUCK =
      new BodyShape(
          6.00,
          2.06,
          2.40,
          1.45,
          List.of(
              st(0.06, 0.34, 0.94, 0.10, 0),
              st(0.00, 0.44, 0.98, 0.14, 0),
              st(0.00, 0.74, 1.00, 0.14, 0),
              st(0.07, 0.78, 0.99, 0.12, 0),
              st(0.12, 1.34, 0.98, 0.12, 0.01),
              st(0.13, 1.37, 0.97, 0.12, 0.01),
              st(0.14, 1.40, 0.96, 0.12, 0.01),
              st(0.52, 2.24, 0.84, 0.12, 0.03),
              st(0.80, 2.38, 0.82, 0.06, 0.05),
              st(1.55, 2.36, 0.82, 0, 0.05),
              st(1.66, 2.00, 0.90, 0, 0),
              st(1.68, 1.80, 0.92, 0, 0),
              st(1.70, 1.20, 0.98, 0, 0),
              st(1.70, 0.80, 0.98, 0, 0),
              st(1.66, 0.50, 0.98, 0, 0)),
          List.of(4, 6, 7, 9, 10, 11),
          0.60,
          0.72,
          0.38,
          0.98,
          4.55);
}
