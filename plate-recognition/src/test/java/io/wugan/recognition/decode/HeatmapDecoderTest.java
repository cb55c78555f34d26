package io.wugan.recognition.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatmapDecoderTest {

  private static final int WIDTH = 20;
  private static final int HEIGHT = 12;

  private final HeatmapDecoder decoder = new HeatmapDecoder(8, 0.3, 0.3, 8);
  private final float[] heat = new float[WIDTH * HEIGHT];
  private final float[] corners = new float[8 * WIDTH * HEIGHT];

  private void put(int x, int y, double score, Quad quad) {
    int cell = y * WIDTH + x;
    heat[cell] = (float) score;
    List<Point> points =
        List.of(quad.topLeft(), quad.topRight(), quad.bottomRight(), quad.bottomLeft());
    for (int k = 0; k < 4; k++) {
      corners[2 * k * heat.length + cell] = (float) (points.get(k).x() / 8 - (x + 0.5));
      corners[(2 * k + 1) * heat.length + cell] = (float) (points.get(k).y() / 8 - (y + 0.5));
    }
  }

  private List<Hit> decode() {
    return decoder.decode(heat, corners, WIDTH, HEIGHT);
  }

  private static void close(Quad found, Quad expected) {
    assertThat(found.topLeft().distanceTo(expected.topLeft())).isCloseTo(0, within(1e-3));
    assertThat(found.topRight().distanceTo(expected.topRight())).isCloseTo(0, within(1e-3));
    assertThat(found.bottomRight().distanceTo(expected.bottomRight())).isCloseTo(0, within(1e-3));
    assertThat(found.bottomLeft().distanceTo(expected.bottomLeft())).isCloseTo(0, within(1e-3));
  }

  @Test
  void onePeak_tiltedPlate_givesItsExactCorners() {
    Quad quad =
        new Quad(
            new Point(40.5, 30.25), new Point(90, 36), new Point(88.75, 52), new Point(39, 46.5));
    put(8, 5, 0.9, quad);
    assertThat(decode()).singleElement().satisfies(hit -> close(hit.quad(), quad));
    assertThat(decode().get(0).score()).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void cornersOfCell_atTheMapsEdge_mayLieOutside() {
    Quad quad = Quad.rectangle(-12, -6, 24, 9);
    put(0, 0, 0.5, quad);
    assertThat(decode()).singleElement().satisfies(hit -> close(hit.quad(), quad));
  }

  @Test
  void neighbours_hotEnough_areWeighedBySquaredHeat() {
    put(5, 5, 0.8, Quad.rectangle(20, 30, 50, 16));
    put(6, 5, 0.4, Quad.rectangle(25, 30, 50, 16));
    put(4, 5, 0.39, Quad.rectangle(900, 30, 50, 16));
    double expected = (0.64 * 20 + 0.16 * 25) / 0.8;
    assertThat(decode())
        .singleElement()
        .satisfies(hit -> assertThat(hit.quad().topLeft().x()).isCloseTo(expected, within(1e-3)));
  }

  @Test
  void heat_belowThreshold_isNothing() {
    put(5, 5, 0.29, Quad.rectangle(20, 30, 50, 16));
    assertThat(decode()).isEmpty();
  }

  @Test
  void twoPlates_apart_areGivenBestFirst() {
    put(3, 3, 0.5, Quad.rectangle(5, 20, 40, 12));
    put(15, 8, 0.7, Quad.rectangle(100, 60, 40, 12));
    assertThat(decode()).extracting(Hit::score).containsExactly((double) 0.7f, (double) 0.5f);
  }

  @Test
  void twoPeaks_onOnePlate_areOne() {
    put(5, 5, 0.9, Quad.rectangle(20, 30, 60, 20));
    put(8, 5, 0.6, Quad.rectangle(24, 31, 60, 20));
    assertThat(decode()).extracting(Hit::score).containsExactly((double) 0.9f);
  }

  @Test
  void plates_moreThanTheLimit_loseTheWorst() {
    for (int i = 0; i < 10; i++) {
      int x = 1 + i % 5 * 4;
      int y = 2 + i / 5 * 6;
      put(x, y, 0.4 + i * 0.05, Quad.rectangle(x * 8, y * 8, 12, 4));
    }
    assertThat(decode()).hasSize(8).extracting(Hit::score).allMatch(score -> score > 0.48);
  }

  @Test
  void maps_ofWrongSize_areRefused() {
    assertThatThrownBy(() -> decoder.decode(heat, corners, WIDTH, HEIGHT + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20x13");
  }
}
