package io.wugan.lab.clip;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A picture to be mapped on surfaces, with smaller copies of itself (mip levels). Immutable. */
final class Texture {

  private final List<int[]> levels = new ArrayList<>();
  private final List<int[]> sizes = new ArrayList<>();

  private Texture(int[] argb, int width, int height) {
    levels.add(argb);
    sizes.add(new int[] {width, height});
    int[] pixels = argb;
    int w = width;
    int h = height;
    while (w > 1 && h > 1 && (w > 4 || h > 4)) {
      pixels = half(pixels, w, h);
      w /= 2;
      h /= 2;
      levels.add(pixels);
      sizes.add(new int[] {w, h});
    }
  }

  static Texture of(BufferedImage image) {
    int w = image.getWidth();
    int h = image.getHeight();
    return new Texture(image.getRGB(0, 0, w, h, null, 0, w), w, h);
  }

  /** One colour everywhere, {@code 0xRRGGBB}. */
  static Texture plain(int rgb) {
    return new Texture(new int[] {0xFF000000 | rgb}, 1, 1);
  }

  int width() {
    return sizes.get(0)[0];
  }

  int height() {
    return sizes.get(0)[1];
  }

  private static int[] half(int[] from, int w, int h) {
    int w2 = w / 2;
    int h2 = h / 2;
    int[] to = new int[w2 * h2];
    for (int y = 0; y < h2; y++) {
      for (int x = 0; x < w2; x++) {
        int i = 2 * y * w + 2 * x;
        to[y * w2 + x] = mean(from[i], from[i + 1], from[i + w], from[i + w + 1]);
      }
    }
    return to;
  }

  private static int mean(int a, int b, int c, int d) {
    if (a == b && a == c && a == d) {
      return a;
    }
    int alpha = (a >>> 24) + (b >>> 24) + (c >>> 24) + (d >>> 24);
    int result = ((alpha + 2) / 4) << 24;
    for (int shift = 0; shift <= 16; shift += 8) {
      double sum =
          weighted(a, shift) + weighted(b, shift) + weighted(c, shift) + weighted(d, shift);
      double value = alpha == 0 ? 0 : sum / alpha;
      result |= Tone.encode8(value) << shift;
    }
    return result;
  }

  private static double weighted(int argb, int shift) {
    return Tone.LINEAR[(argb >> shift) & 0xFF] * (argb >>> 24);
  }

  /**
   * The filtered colour at a place.
   *
   * @param u 0 at the left edge, 1 at the right
   * @param v 0 at the upper edge, 1 at the lower
   * @param level mip level, 0 = full size, fractions mix two levels
   * @param out receives linear red, green, blue (not premultiplied) and alpha, 0–1
   */
  void sample(double u, double v, double level, float[] out) {
    double bounded = Math.max(0, Math.min(levels.size() - 1, level));
    int lower = (int) bounded;
    float share = (float) (bounded - lower);
    out[0] = out[1] = out[2] = out[3] = 0;
    bilinear(lower, u, v, 1 - share, out);
    if (share > 0) {
      bilinear(lower + 1, u, v, share, out);
    }
    if (out[3] > 0) {
      float scale = 1 / out[3];
      out[0] *= scale;
      out[1] *= scale;
      out[2] *= scale;
    }
  }

  private void bilinear(int level, double u, double v, float weight, float[] out) {
    int[] pixels = levels.get(level);
    int w = sizes.get(level)[0];
    int h = sizes.get(level)[1];
    double x = u * w - 0.5;
    double y = v * h - 0.5;
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    float fx = (float) (x - x0);
    float fy = (float) (y - y0);
    int xa = clamp(x0, w);
    int xb = clamp(x0 + 1, w);
    int ya = clamp(y0, h) * w;
    int yb = clamp(y0 + 1, h) * w;
    add(pixels[ya + xa], weight * (1 - fx) * (1 - fy), out);
    add(pixels[ya + xb], weight * fx * (1 - fy), out);
    add(pixels[yb + xa], weight * (1 - fx) * fy, out);
    add(pixels[yb + xb], weight * fx * fy, out);
  }

  private static void add(int argb, float weight, float[] out) {
    float a = weight * (argb >>> 24) / 255f;
    out[0] += a * Tone.LINEAR[(argb >> 16) & 0xFF];
    out[1] += a * Tone.LINEAR[(argb >> 8) & 0xFF];
    out[2] += a * Tone.LINEAR[argb & 0xFF];
    out[3] += a;
  }

  private static int clamp(int value, int size) {
    return Math.max(0, Math.min(size - 1, value));
  }
}
