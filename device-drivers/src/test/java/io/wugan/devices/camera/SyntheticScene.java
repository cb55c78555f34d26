package io.wugan.devices.camera;

import java.util.Arrays;
import java.util.Random;

/**
 * What a camera over a lane might see, as brightness: asphalt, kerbs, a wall with a pattern, and
 * what passes. Every picture comes from a seed; a test says what is different.
 */
final class SyntheticScene {

  static final int WIDTH_PX = 160;
  static final int HEIGHT_PX = 90;

  // Drawing a number for each pixel would take most of the test's time.
  private static final double[] NOISE = new double[60_013];

  static {
    Random random = new Random(1);
    Arrays.setAll(NOISE, at -> random.nextGaussian());
  }

  private final Random random;
  private final int[] scene;

  double gain = 1;
  double noise = 2;
  double colour = 12;
  int blurPx;
  int shiftPx;
  int carX = -1;
  int carWidthPx = 55;
  boolean headlights;
  boolean rain;
  boolean lampAlone;

  SyntheticScene(long seed) {
    this.random = new Random(seed);
    this.scene = paint(new Random(seed), WIDTH_PX + 100);
  }

  private static int[] paint(Random random, int width) {
    int[] pixels = new int[width * HEIGHT_PX];
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = 95 + random.nextInt(18); // asphalt is never smooth
      }
    }
    for (int i = 0; i < 110; i++) {
      int level = 30 + random.nextInt(190);
      int left = random.nextInt(width);
      int top = random.nextInt(HEIGHT_PX);
      int wide = 3 + random.nextInt(20);
      int high = 2 + random.nextInt(14);
      for (int y = top; y < Math.min(HEIGHT_PX, top + high); y++) {
        for (int x = left; x < Math.min(width, left + wide); x++) {
          pixels[y * width + x] = level;
        }
      }
    }
    return pixels;
  }

  /** The next picture. */
  Thumbnail next() {
    int width = WIDTH_PX + 100;
    double[] pixels = new double[WIDTH_PX * HEIGHT_PX];
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        pixels[y * WIDTH_PX + x] = gain * scene[y * width + Math.floorMod(x + shiftPx, width)];
      }
    }
    if (lampAlone) {
      shine(pixels, 80, 60, 35, 60);
    }
    if (carX >= 0) {
      drive(pixels);
    }
    if (headlights) {
      shine(pixels, 55, 50, 13, 400);
      shine(pixels, 105, 50, 13, 400);
    }
    if (rain) {
      fall(pixels);
    }
    double[] seen = blurPx > 0 ? blurred(blurred(pixels)) : pixels;
    int[] luma = new int[seen.length];
    int from = random.nextInt(NOISE.length);
    for (int at = 0; at < luma.length; at++) {
      double value = seen[at] + noise * NOISE[(from + at) % NOISE.length];
      luma[at] = (int) Math.max(0, Math.min(255, Math.round(value)));
    }
    return Thumbnail.of(WIDTH_PX, HEIGHT_PX, (x, y) -> luma[y * WIDTH_PX + x], colour);
  }

  private void drive(double[] pixels) {
    for (int y = 25; y < 85; y++) {
      for (int x = Math.max(0, carX); x < Math.min(WIDTH_PX, carX + carWidthPx); x++) {
        boolean window = y < 42 && (x - carX) % 25 > 4;
        pixels[y * WIDTH_PX + x] = gain * (window ? 35 : 180);
      }
    }
  }

  private static void shine(double[] pixels, int atX, int atY, int radius, double strength) {
    int reach = 3 * radius;
    for (int y = Math.max(0, atY - reach); y < Math.min(HEIGHT_PX, atY + reach); y++) {
      for (int x = Math.max(0, atX - reach); x < Math.min(WIDTH_PX, atX + reach); x++) {
        double distance = Math.hypot(x - atX, y - atY) / radius;
        pixels[y * WIDTH_PX + x] += strength * Math.exp(-distance * distance);
      }
    }
  }

  private void fall(double[] pixels) {
    for (int i = 0; i < 80; i++) {
      int x = random.nextInt(WIDTH_PX);
      int y = random.nextInt(HEIGHT_PX - 7);
      for (int k = 0; k < 6; k++) {
        pixels[(y + k) * WIDTH_PX + x] += 60;
      }
    }
  }

  private double[] blurred(double[] pixels) {
    double[] across = new double[pixels.length];
    double[] both = new double[pixels.length];
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        across[y * WIDTH_PX + x] = mean(pixels, x, y, 1, 0);
      }
    }
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        both[y * WIDTH_PX + x] = mean(across, x, y, 0, 1);
      }
    }
    return both;
  }

  private double mean(double[] pixels, int x, int y, int stepX, int stepY) {
    double sum = 0;
    for (int k = -blurPx; k <= blurPx; k++) {
      int atX = Math.max(0, Math.min(WIDTH_PX - 1, x + k * stepX));
      int atY = Math.max(0, Math.min(HEIGHT_PX - 1, y + k * stepY));
      sum += pixels[atY * WIDTH_PX + atX];
    }
    return sum / (2 * blurPx + 1);
  }
}
