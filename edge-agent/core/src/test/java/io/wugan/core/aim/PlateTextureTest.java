package io.wugan.core.aim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlateTextureTest {

  private static final int WIDTH = 140;
  private static final int HEIGHT = 45;

  /** Bars of three pixels, three rows of them, as strokes of characters stand. */
  private static byte[] strokes(int dark, int light) {
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean upright = x % 20 >= 5 && x % 20 < 8;
        boolean level = x % 20 < 15 && (y % 15 >= 6 && y % 15 < 9);
        grey[y * WIDTH + x] = (byte) (upright || level ? light : dark);
      }
    }
    return grey;
  }

  private static byte[] smeared(byte[] grey, int across, int down) {
    byte[] result = new byte[grey.length];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int sum = 0;
        for (int dy = 0; dy < down; dy++) {
          for (int dx = 0; dx < across; dx++) {
            int fromY = Math.min(HEIGHT - 1, y + dy);
            int fromX = Math.min(WIDTH - 1, x + dx);
            sum += grey[fromY * WIDTH + fromX] & 0xff;
          }
        }
        result[y * WIDTH + x] = (byte) (sum / (across * down));
      }
    }
    return result;
  }

  private static PlateTexture of(byte[] grey) {
    return PlateTexture.of(grey, WIDTH, HEIGHT);
  }

  @Test
  void aSharpEdgeTakesOnePixel() {
    PlateTexture sharp = of(strokes(60, 200));

    assertThat(sharp.acrossPx()).isEqualTo(1);
    assertThat(sharp.downPx()).isEqualTo(1);
    assertThat(sharp.contrastPercent()).isCloseTo(100 * 140 / 255.0, within(0.1));
    assertThat(sharp.clippedPercent()).isZero();
  }

  @Test
  void blurWidensTheEdgesOfItsDirectionAlone() {
    double before = 0;
    for (int pixels = 1; pixels <= 4; pixels++) {
      PlateTexture across = of(smeared(strokes(60, 200), pixels, 1));
      assertThat(across.acrossPx()).as("across by " + pixels).isGreaterThan(before);
      assertThat(across.downPx()).isLessThan(1.5);
      before = across.acrossPx();
    }
  }

  @Test
  void contrastAndNoiseHardlyMatter() {
    byte[] blurred = smeared(strokes(60, 200), 3, 3);
    byte[] flat = smeared(strokes(100, 140), 3, 3);
    byte[] noisy = blurred.clone();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = (byte) Math.round((noisy[i] & 0xff) + 5 * random.nextGaussian());
    }

    assertThat(of(flat).acrossPx()).isCloseTo(of(blurred).acrossPx(), within(0.3));
    assertThat(of(noisy).acrossPx()).isCloseTo(of(blurred).acrossPx(), within(0.8));
  }

  @Test
  void nothingOnThePlateIsNoEdge() {
    PlateTexture empty = of(strokes(120, 120));

    assertThat(empty.acrossPx()).isEqualTo(PlateTexture.NO_EDGE_PX);
    assertThat(empty.contrastPercent()).isZero();
  }

  @Test
  void whatIsWhiteOrBlackIsClipped() {
    assertThat(of(strokes(60, 255)).clippedPercent()).isBetween(20.0, 45.0);
    assertThat(of(strokes(0, 255)).clippedPercent()).isEqualTo(100);
  }

  @Test
  void aSizeThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> PlateTexture.of(new byte[10], 20, 20))
        .hasMessageContaining("20x20")
        .hasMessageContaining("10");
  }
}
