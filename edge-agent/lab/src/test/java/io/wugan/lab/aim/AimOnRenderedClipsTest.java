package io.wugan.lab.aim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.aim.AimFigures;
import io.wugan.core.aim.PlatePose;
import io.wugan.core.device.Frame;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.lab.clip.ClipRenderer;
import io.wugan.lab.clip.ClipScenario;
import io.wugan.lab.clip.ClipTruth;
import io.wugan.recognition.OnnxPlateRecognizer;
import io.wugan.recognition.PlateAim;
import io.wugan.recognition.RecognizerSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The aiming meter before rendered vehicles, of which everything is known. */
class AimOnRenderedClipsTest {

  private static final double SIDE_M = 1.6;
  private static final double HEIGHT_M = 2.2;
  private static final double STANDS_M = 5.5;

  /** A car that stands before the camera, or drives by at that distance. */
  private static ClipScenario scene(
      double sideM, double yawDeg, double exposureMs, String vehicle) {
    return ClipScenario.parse(
        """
        clip: {width: 1280, height: 720, fps: 10, seconds: 0.3, seed: 3}
        camera: {heightM: %s, sideM: %s, tiltDeg: 17, yawDeg: %s, fovDeg: 40, exposureMs: %s}
        vehicles: [{plate: 浙A12345, %s}]
        """
            .formatted(HEIGHT_M, sideM, yawDeg, exposureMs, vehicle));
  }

  private static ClipScenario standing() {
    return scene(SIDE_M, 16, 2, "direction: parked, startM: " + STANDS_M);
  }

  private static Picture first(ClipScenario scenario) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    ClipRenderer.render(
        scenario,
        (index, timeS, bgr) -> {
          if (index == 0) {
            pictures.add(Picture.of(scenario.clip().widthPx(), scenario.clip().heightPx(), bgr));
          }
        });
    return pictures.get(0);
  }

  private static PlateRead read(Picture picture) {
    try (OnnxPlateRecognizer recognizer = OnnxPlateRecognizer.open(RecognizerSettings.defaults());
        Frame frame = picture.frame()) {
      List<PlateRead> reads = recognizer.recognize(frame);
      assertThat(reads).hasSize(1);
      return reads.get(0);
    }
  }

  private static AimFigures measured(Picture picture, PlateRead read) {
    try (Frame frame = picture.frame()) {
      return PlateAim.measure(frame, read).orElseThrow();
    }
  }

  @Test
  void widthIsThatOfTheScene() throws IOException {
    ClipScenario scene = standing();
    Picture picture = first(scene);

    AimFigures figures = measured(picture, read(picture));

    assertThat(figures.plateWidthPx()).isCloseTo(truth(scene).widthPx(), within(2.0));
  }

  private static ClipTruth.Quad truth(ClipScenario scene) {
    return ClipTruth.of(scene).vehicles().get(0).quads().get(0);
  }

  @ParameterizedTest
  @CsvSource({"0.01,0", "1.6,16", "2.6,25", "4,36"})
  void anglesAreThoseOfTheScene(double sideM, double yawDeg) {
    ClipTruth.Quad corners =
        truth(scene(sideM, yawDeg, 2, "direction: parked, startM: " + STANDS_M));

    PlatePose pose = PlatePose.of(quad(corners), PlateCategory.SMALL_BLUE).orElseThrow();

    // The plate hangs half a metre above the ground, its face towards the camera.
    double down = HEIGHT_M - 0.5;
    double away = Math.sqrt(sideM * sideM + down * down + STANDS_M * STANDS_M);
    assertThat(pose.horizontalAngleDeg())
        .isCloseTo(Math.toDegrees(Math.asin(sideM / away)), within(3.0));
    assertThat(pose.verticalAngleDeg())
        .isCloseTo(Math.toDegrees(Math.asin(down / away)), within(3.0));
  }

  private static Quad quad(ClipTruth.Quad corners) {
    return new Quad(
        point(corners.upperLeft()),
        point(corners.upperRight()),
        point(corners.lowerRight()),
        point(corners.lowerLeft()));
  }

  private static Quad.Point point(ClipTruth.Point corner) {
    return new Quad.Point(corner.x(), corner.y());
  }

  @Test
  void aSteepAngleIsSeenThroughTheRecognisersOwnCorners() throws IOException {
    Picture picture = first(scene(4, 36, 2, "direction: parked, startM: " + STANDS_M));

    double angle = measured(picture, read(picture)).horizontalAngleDeg();

    double down = HEIGHT_M - 0.5;
    double away = Math.sqrt(4 * 4 + down * down + STANDS_M * STANDS_M);
    assertThat(angle).isCloseTo(Math.toDegrees(Math.asin(4 / away)), within(6.0));
  }

  @Test
  void whatIsMadeBlurred_isMeasuredBlurred_stepByStep() throws IOException {
    Picture picture = first(standing());
    PlateRead read = read(picture);
    double edges = 0;
    double motion = -1;
    for (int step = 0; step < 4; step++) {
      AimFigures focus = measured(picture.blurred(0.8 * step, 0.8 * step), read);
      AimFigures moving = measured(picture.smeared(1 + 2 * step, true), read);
      assertThat(focus.edgeWidthPx()).as("step " + step).isGreaterThan(edges);
      assertThat(moving.motionBlurPx()).as("step " + step).isGreaterThan(motion);
      edges = focus.edgeWidthPx();
      motion = moving.motionBlurPx();
    }
  }

  @Test
  void exposureShowsInClippingAndContrast() throws IOException {
    Picture picture = first(standing());
    PlateRead read = read(picture);

    AimFigures asItIs = measured(picture, read);
    AimFigures dark = measured(picture.exposed(level -> 0.1 * level, 1), read);
    AimFigures bright = measured(picture.exposed(level -> 4 * level, 1), read);

    assertThat(dark.contrastPercent()).isLessThan(0.3 * asItIs.contrastPercent());
    assertThat(bright.clippedPercent()).isGreaterThan(asItIs.clippedPercent() + 15);
  }

  /** Straight towards a camera above the lane: the plate moves down the picture. */
  @Test
  void aLongExposureOfAMovingCarIsMotionBlur() throws IOException {
    String moving = "startM: 6, speedKmh: 20";
    Picture quick = first(scene(0.01, 0, 1, moving));
    Picture slow = first(scene(0.01, 0, 8, moving));
    PlateRead read = read(quick);

    assertThat(measured(slow, read).motionBlurPx())
        .isGreaterThan(measured(quick, read).motionBlurPx() + 0.5);
  }

  @Test
  void aSmallerPlateIsMeasuredSmaller() throws IOException {
    Picture picture = first(standing());
    Picture half = picture.smaller(0.5);

    assertThat(measured(half, read(half)).plateWidthPx())
        .isCloseTo(measured(picture, read(picture)).plateWidthPx() / 2, within(2.0));
  }
}
