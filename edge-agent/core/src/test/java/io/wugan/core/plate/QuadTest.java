package io.wugan.core.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.plate.Quad.Point;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadTest {

  @Test
  void rectangle_upright_sidesAndCenter() {
    Quad quad = Quad.rectangle(10, 20, 120, 38);
    assertThat(quad.topLeft()).isEqualTo(new Point(10, 20));
    assertThat(quad.bottomRight()).isEqualTo(new Point(130, 58));
    assertThat(quad.center()).isEqualTo(new Point(70, 39));
    assertThat(quad.widthPx()).isEqualTo(120);
    assertThat(quad.heightPx()).isEqualTo(38);
  }

  @Test
  void quad_turnedByAQuarter_widthFollowsTheText() {
    Quad quad = new Quad(new Point(38, 0), new Point(38, 120), new Point(0, 120), new Point(0, 0));
    assertThat(quad.widthPx()).isEqualTo(120);
    assertThat(quad.heightPx()).isEqualTo(38);
    assertThat(quad.maxX() - quad.minX()).isEqualTo(38);
    assertThat(quad.maxY() - quad.minY()).isEqualTo(120);
  }

  @Test
  void widthPx_slantedPlate_meanOfUpperAndLowerEdge() {
    Quad quad = new Quad(new Point(0, 0), new Point(30, 40), new Point(30, 60), new Point(0, 60));
    assertThat(quad.widthPx()).isEqualTo((50 + 30) / 2.0);
    assertThat(quad.heightPx()).isEqualTo((60 + 20) / 2.0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 100, 40, 1", // itself
    "50, 0, 100, 40, 0.3333", // half of each
    "100, 0, 100, 40, 0", // side by side
    "0, 40, 100, 40, 0", // one above the other
    "25, 10, 50, 20, 0.25", // one inside the other
    "10, 10, 0, 0, 0" // nothing at all
  })
  void boxOverlap_withAPlateAtTheOrigin_intersectionOverUnion(
      double left, double top, double width, double height, double expected) {
    Quad plate = Quad.rectangle(0, 0, 100, 40);
    Quad other = Quad.rectangle(left, top, width, height);
    assertThat(plate.boxOverlap(other)).isCloseTo(expected, within(0.0001));
  }

  @Property
  void boxOverlap_anyTwo_symmetricAndBetweenZeroAndOne(
      @ForAll @DoubleRange(min = -50, max = 50) double left,
      @ForAll @DoubleRange(min = -50, max = 50) double top,
      @ForAll @DoubleRange(max = 200) double width,
      @ForAll @DoubleRange(max = 200) double height) {
    Quad plate = Quad.rectangle(0, 0, 100, 40);
    Quad other = Quad.rectangle(left, top, width, height);
    assertThat(plate.boxOverlap(other))
        .isBetween(0.0, 1.0)
        .isCloseTo(other.boxOverlap(plate), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void point_notFinite_refused(double coordinate) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Point(coordinate, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Point(0, coordinate));
  }
}
