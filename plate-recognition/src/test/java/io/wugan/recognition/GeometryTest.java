package io.wugan.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rectification and the second pass's close-up: does a point come out where it belongs? */
class GeometryTest {

  private final Mat picture = new Mat(600, 800, opencv_core.CV_8UC3, new Scalar(0, 0, 0, 0));
  private final Mat result = new Mat();

  @AfterEach
  void giveBack() {
    picture.close();
    result.close();
  }

  /** Paints the quad's four quarters in four greys, as they lie on an upright plate. */
  private void paintQuarters(Quad quad) {
    try (Mat upright = new Mat(200, 400, opencv_core.CV_8UC3, new Scalar(40, 40, 40, 0))) {
      TestFrame.fill(upright, 200, 0, 400, 100, 90, 90, 90);
      TestFrame.fill(upright, 200, 100, 400, 200, 140, 140, 140);
      TestFrame.fill(upright, 0, 100, 200, 200, 190, 190, 190);
      try (Mat from = corners(Quad.rectangle(0, 0, 400, 200));
          Mat to = corners(quad);
          Mat homography = opencv_imgproc.getPerspectiveTransform(from, to);
          Size size = new Size(picture.cols(), picture.rows())) {
        opencv_imgproc.warpPerspective(upright, picture, homography, size);
      }
    }
  }

  private static Mat corners(Quad quad) {
    Mat points = new Mat(4, 1, opencv_core.CV_32FC2);
    FloatBuffer values = points.createBuffer();
    for (Point p :
        List.of(quad.topLeft(), quad.topRight(), quad.bottomRight(), quad.bottomLeft())) {
      values.put((float) p.x()).put((float) p.y());
    }
    return points;
  }

  private int grey(double x, double y) {
    try (BytePointer row = result.ptr((int) y)) {
      return Byte.toUnsignedInt(row.get(3L * (int) x));
    }
  }

  private void assertQuarters() {
    assertThat(grey(30, 12)).isCloseTo(40, within(3));
    assertThat(grey(138, 12)).isCloseTo(90, within(3));
    assertThat(grey(138, 52)).isCloseTo(140, within(3));
    assertThat(grey(30, 52)).isCloseTo(190, within(3));
    assertThat(grey(2, 2)).isCloseTo(40, within(8));
    assertThat(grey(165, 61)).isCloseTo(140, within(8));
  }

  private boolean rectify(Quad quad) {
    try (Size size = new Size(168, 64)) {
      return Rectifier.rectify(picture, quad, Quad.rectangle(0, 0, 168, 64), size, result);
    }
  }

  @Test
  void rectify_tiltedPlate_fillsTheWholeRectangle() {
    Quad quad =
        new Quad(new Point(100, 200), new Point(290, 230), new Point(280, 300), new Point(95, 265));
    paintQuarters(quad);
    assertThat(rectify(quad)).isTrue();
    assertThat(result.cols()).isEqualTo(168);
    assertThat(result.rows()).isEqualTo(64);
    assertQuarters();
  }

  @Test
  void rectify_plateUpsideDown_isReadTheRightWayRound() {
    Quad quad =
        new Quad(
            new Point(400, 300), new Point(200, 300), new Point(200, 220), new Point(400, 220));
    paintQuarters(quad);
    assertThat(rectify(quad)).isTrue();
    assertQuarters();
  }

  @Test
  void rectify_largePlate_isReducedWithoutMoving() {
    Quad quad =
        new Quad(new Point(20, 100), new Point(780, 140), new Point(770, 420), new Point(25, 390));
    paintQuarters(quad);
    assertThat(rectify(quad)).isTrue();
    assertQuarters();
  }

  @Test
  void rectify_plateAtTheEdge_repeatsTheBorder() {
    assertThat(rectify(Quad.rectangle(-40, -10, 100, 32))).isTrue();
  }

  @Test
  void rectify_plateOutside_saysSo() {
    assertThat(rectify(Quad.rectangle(2000, 100, 100, 32))).isFalse();
    assertThat(rectify(Quad.rectangle(-900, -500, 100, 32))).isFalse();
  }

  @Test
  void otherCorners_ofATiltedPlate_followItsEdges() {
    Quad quad = new Quad(new Point(0, 0), new Point(80, 60), new Point(68, 76), new Point(-12, 16));
    Quad larger = OtherCorners.scaled(quad, 1.1, 1.5);
    assertThat(larger.widthPx()).isCloseTo(110, within(1e-9));
    assertThat(larger.heightPx()).isCloseTo(30, within(1e-9));
    assertThat(larger.center().distanceTo(quad.center())).isCloseTo(0, within(1e-9));
    assertThat(OtherCorners.near(quad)).hasSize(2).doesNotContain(quad);
  }

  @Test
  void closeUp_enlarged_mapsItsPointsBack() {
    assertMapsBack(new Point(413.5, 297.5), 100);
  }

  @Test
  void closeUp_reduced_mapsItsPointsBack() {
    assertMapsBack(new Point(413.5, 297.5), 640);
  }

  @Test
  void closeUp_reducedThreefold_mapsItsPointsBack() {
    assertMapsBack(new Point(400.5, 297.5), 961);
  }

  @Test
  void closeUp_atTheEdge_mapsItsPointsBack() {
    assertMapsBack(new Point(5.5, 8.5), 300);
  }

  @Test
  void closeUp_outsideThePicture_isNothing() {
    try (Reduction reduction = new Reduction(false);
        CloseUp closeUp = new CloseUp(320, 256, 114, reduction)) {
      assertThat(closeUp.take(picture, new Point(5000, 300), 200)).isEmpty();
    }
  }

  /** Paints a spot, looks at its neighbourhood, and looks for the spot in the close-up. */
  private void assertMapsBack(Point center, double acrossPx) {
    int x = (int) center.x() + 6;
    int y = (int) center.y() + 4;
    TestFrame.fill(picture, x - 4, y - 4, x + 4, y + 4, 255, 255, 255);
    for (boolean quick : new boolean[] {false, true}) {
      assertMapsBack(center, acrossPx, x, y, quick);
    }
  }

  private void assertMapsBack(Point center, double acrossPx, int x, int y, boolean quick) {
    try (Reduction reduction = new Reduction(quick);
        CloseUp closeUp = new CloseUp(320, 256, 114, reduction)) {
      Optional<CloseUp.Mapping> mapping = closeUp.take(picture, center, acrossPx);
      Point found = mapping.orElseThrow().toPicture(spot(closeUp.pixels()));
      assertThat(found.x()).isCloseTo(x, within(0.35));
      assertThat(found.y()).isCloseTo(y, within(0.35));
    }
  }

  // Centre of everything brighter than the padding, pixels counted from their edges.
  private static Point spot(Mat pixels) {
    double sumX = 0;
    double sumY = 0;
    double total = 0;
    try (MatVector channels = new MatVector()) {
      opencv_core.split(pixels, channels);
      ByteBuffer values = channels.get(0).createBuffer();
      for (int i = 0; i < values.capacity(); i++) {
        double weight = Math.max(0, Byte.toUnsignedInt(values.get(i)) - 114);
        sumX += weight * (i % pixels.cols() + 0.5);
        sumY += weight * (i / pixels.cols() + 0.5);
        total += weight;
      }
    }
    return new Point(sumX / total, sumY / total);
  }
}
