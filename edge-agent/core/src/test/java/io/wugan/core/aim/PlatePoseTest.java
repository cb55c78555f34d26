package io.wugan.core.aim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatePoseTest {

  private static final double FOCAL_PX = 1600;
  private static final double DISTANCE_M = 5;

  /** A plate before a pinhole camera that looks at its middle, and is turned about its axis. */
  private static Quad seen(
      double widthM, double heightM, double sideDeg, double upDeg, double rollDeg) {
    double side = Math.toRadians(sideDeg);
    double up = Math.toRadians(upDeg);
    return new Quad(
        corner(-widthM / 2, -heightM / 2, side, up, rollDeg),
        corner(widthM / 2, -heightM / 2, side, up, rollDeg),
        corner(widthM / 2, heightM / 2, side, up, rollDeg),
        corner(-widthM / 2, heightM / 2, side, up, rollDeg));
  }

  private static Point corner(double x, double y, double side, double up, double rollDeg) {
    // Turned to the side about the upright axis, then up about the level one of the camera.
    double x1 = x * Math.cos(side);
    double z1 = x * Math.sin(side);
    double y2 = y * Math.cos(up) - z1 * Math.sin(up);
    double z2 = y * Math.sin(up) + z1 * Math.cos(up) + DISTANCE_M;
    double u = FOCAL_PX * x1 / z2;
    double v = FOCAL_PX * y2 / z2;
    double roll = Math.toRadians(rollDeg);
    return new Point(
        640 + u * Math.cos(roll) - v * Math.sin(roll),
        360 + u * Math.sin(roll) + v * Math.cos(roll));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "15,0", "0,20", "25,10", "10,30", "35,15", "45,0", "20,20"})
  void anglesAreWithinThreeDegreesOfTheTruth(double side, double up) {
    Quad quad = seen(0.44, 0.14, side, up, 0);

    PlatePose pose = PlatePose.of(quad, PlateCategory.SMALL_BLUE).orElseThrow();

    // The plate's own level axis leaves the picture's plane by what both turns make of it.
    double across = Math.sin(Math.toRadians(side)) * Math.cos(Math.toRadians(up));
    assertThat(pose.horizontalAngleDeg()).isCloseTo(Math.toDegrees(Math.asin(across)), within(3.0));
    assertThat(pose.verticalAngleDeg()).isCloseTo(up, within(3.0));
  }

  @ParameterizedTest
  @CsvSource({"-12", "-3", "0", "4", "11"})
  void rollHasItsSign(double roll) {
    PlatePose pose =
        PlatePose.of(seen(0.44, 0.14, 0, 0, roll), PlateCategory.SMALL_BLUE).orElseThrow();

    assertThat(pose.rollDeg()).isCloseTo(roll, within(0.5));
    assertThat(pose.horizontalAngleDeg()).isLessThan(3);
  }

  @Test
  void aPlateOf480mmCountsAsOneOf440() {
    PlatePose usual = PlatePose.of(seen(0.44, 0.14, 0, 0, 0), PlateCategory.SMALL_BLUE).get();
    PlatePose nev = PlatePose.of(seen(0.48, 0.14, 0, 0, 0), PlateCategory.NEV_SMALL).get();

    assertThat(nev.plateWidthPx()).isCloseTo(usual.plateWidthPx(), within(0.5));
    assertThat(nev.characterHeightPx()).isCloseTo(usual.characterHeightPx(), within(0.5));
    assertThat(usual.plateWidthPx()).isCloseTo(0.44 * FOCAL_PX / DISTANCE_M, within(0.5));
    assertThat(usual.characterHeightPx()).isCloseTo(0.09 * FOCAL_PX / DISTANCE_M, within(0.5));
  }

  @Test
  void aPlateOfTwoRowsIsNotTakenForASlantedOne() {
    Quad quad = seen(0.44, 0.22, 0, 0, 0);

    PlatePose pose = PlatePose.of(quad, PlateCategory.LARGE_YELLOW).orElseThrow();

    assertThat(pose.horizontalAngleDeg()).isLessThan(3);
    assertThat(pose.characterHeightPx()).isCloseTo(0.06 * FOCAL_PX / DISTANCE_M, within(0.5));
  }

  @Test
  void motorcyclesAreLeftOut_andSoAreCornersThatSpanNothing() {
    assertThat(PlatePose.of(seen(0.22, 0.14, 0, 0, 0), PlateCategory.MOTORCYCLE)).isEmpty();
    assertThat(PlatePose.of(Quad.rectangle(5, 5, 0, 0), PlateCategory.SMALL_BLUE)).isEmpty();
  }
}
