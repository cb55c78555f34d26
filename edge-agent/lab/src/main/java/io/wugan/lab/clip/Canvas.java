package io.wugan.lab.clip;

import java.util.Arrays;

/**
 * A picture in linear light with depth, larger than the clip's frame by {@link #SCALE} so that
 * edges come out smooth. Only the part drawn on since the last {@link #restore} is touched again.
 * Confined to one thread.
 */
final class Canvas {

  /** Canvas pixels for each frame pixel, in each direction. */
  static final int SCALE = 2;

  private static final double NEAR_M = 0.15;

  final int width;
  final int height;
  final float[] rgb;
  private final float[] depth;
  private final float[] sample = new float[4];

  /** Part drawn on: left, upper, right, lower; right and lower exclusive. */
  private int left;

  private int upper;
  private int right;
  private int lower;

  Canvas(int frameWidth, int frameHeight) {
    width = frameWidth * SCALE;
    height = frameHeight * SCALE;
    rgb = new float[width * height * 3];
    depth = new float[width * height];
    Arrays.fill(depth, Float.MAX_VALUE);
    clean();
  }

  private void clean() {
    left = width;
    upper = height;
    right = 0;
    lower = 0;
  }

  /** Puts the background back where something was drawn. */
  void restore(float[] background) {
    for (int y = upper; y < lower; y++) {
      int from = (y * width + left) * 3;
      System.arraycopy(background, from, rgb, from, (right - left) * 3);
      Arrays.fill(depth, y * width + left, y * width + right, Float.MAX_VALUE);
    }
    clean();
  }

  /** Left, upper, right and lower bound of what was drawn, canvas pixels; empty if left ≥ right. */
  int[] drawn() {
    return new int[] {left, upper, right, lower};
  }

  /** Draws a triangle; corners in camera axes. Clips it at the near plane. */
  void triangle(Corner a, Corner b, Corner c, Surface surface, Camera camera) {
    int behind = (a.z < NEAR_M ? 1 : 0) + (b.z < NEAR_M ? 1 : 0) + (c.z < NEAR_M ? 1 : 0);
    if (behind == 0) {
      fill(a, b, c, surface, camera);
    } else if (behind == 1) {
      Corner x = a.z < NEAR_M ? a : b.z < NEAR_M ? b : c;
      Corner y = x == a ? b : x == b ? c : a;
      Corner z = x == a ? c : x == b ? a : b;
      Corner xy = Corner.between(x, y, NEAR_M);
      Corner xz = Corner.between(x, z, NEAR_M);
      fill(xy, y, z, surface, camera);
      fill(xy, z, xz, surface, camera);
    } else if (behind == 2) {
      Corner x = a.z >= NEAR_M ? a : b.z >= NEAR_M ? b : c;
      Corner y = x == a ? b : x == b ? c : a;
      Corner z = x == a ? c : x == b ? a : b;
      fill(x, Corner.between(x, y, NEAR_M), Corner.between(x, z, NEAR_M), surface, camera);
    }
  }

  private void fill(Corner a, Corner b, Corner c, Surface surface, Camera camera) {
    double ax = camera.pixelX(a.x, a.z);
    double ay = camera.pixelY(a.y, a.z);
    double bx = camera.pixelX(b.x, b.z);
    double by = camera.pixelY(b.y, b.z);
    double cx = camera.pixelX(c.x, c.z);
    double cy = camera.pixelY(c.y, c.z);
    double area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    int x0 = Math.max(0, (int) Math.ceil(Math.min(ax, Math.min(bx, cx)) - 0.5));
    int x1 = Math.min(width - 1, (int) Math.floor(Math.max(ax, Math.max(bx, cx)) - 0.5));
    int y0 = Math.max(0, (int) Math.ceil(Math.min(ay, Math.min(by, cy)) - 0.5));
    int y1 = Math.min(height - 1, (int) Math.floor(Math.max(ay, Math.max(by, cy)) - 0.5));
    if (Math.abs(area) < 1e-9 || x0 > x1 || y0 > y1) {
      return;
    }
    left = Math.min(left, x0);
    right = Math.max(right, x1 + 1);
    upper = Math.min(upper, y0);
    lower = Math.max(lower, y1 + 1);
    double level = surface.level(a, b, c, Math.abs(area));
    for (int y = y0; y <= y1; y++) {
      double py = y + 0.5;
      double rowA = bx * (cy - py) - cx * (by - py);
      double rowB = cx * (ay - py) - ax * (cy - py);
      for (int x = x0; x <= x1; x++) {
        double px = x + 0.5;
        double wa = (rowA - px * (cy - by)) / area;
        double wb = (rowB - px * (ay - cy)) / area;
        double wc = 1 - wa - wb;
        if (wa >= 0 && wb >= 0 && wc >= 0) {
          shade(y * width + x, wa / a.z, wb / b.z, wc / c.z, a, b, c, surface, level);
        }
      }
    }
  }

  private void shade(
      int pixel,
      double wa,
      double wb,
      double wc,
      Corner a,
      Corner b,
      Corner c,
      Surface surface,
      double level) {
    double z = 1 / (wa + wb + wc);
    if (z >= depth[pixel]) {
      return;
    }
    double u = (wa * a.u + wb * b.u + wc * c.u) * z;
    double v = (wa * a.v + wb * b.v + wc * c.v) * z;
    surface.texture().sample(u, v, level, sample);
    float alpha = sample[3] * surface.opacity();
    if (alpha < 0.02f) {
      return;
    }
    float light = (float) ((wa * a.light + wb * b.light + wc * c.light) * z);
    float shine = (float) ((wa * a.shine + wb * b.shine + wc * c.shine) * z);
    int i = pixel * 3;
    for (int k = 0; k < 3; k++) {
      float value = sample[k] * light * surface.lightTint(k) + shine * surface.shineTint(k);
      rgb[i + k] += (value - rgb[i + k]) * alpha;
    }
    if (surface.solid() && alpha > 0.5f) {
      depth[pixel] = (float) z;
    }
  }

  /** One corner of a triangle: camera axes, texture place, light on it and light mirrored by it. */
  static final class Corner {
    double x;
    double y;
    double z;
    double u;
    double v;
    double light;
    double shine;

    /** Positive if the surface turns to the camera. Not carried over to cut corners. */
    double facing;

    /** The point between two corners that lies in the given depth. */
    static Corner between(Corner p, Corner q, double z) {
      double t = (z - p.z) / (q.z - p.z);
      Corner r = new Corner();
      r.x = p.x + (q.x - p.x) * t;
      r.y = p.y + (q.y - p.y) * t;
      r.z = z;
      r.u = p.u + (q.u - p.u) * t;
      r.v = p.v + (q.v - p.v) * t;
      r.light = p.light + (q.light - p.light) * t;
      r.shine = p.shine + (q.shine - p.shine) * t;
      return r;
    }
  }

  /**
   * How a triangle looks.
   *
   * @param texture its picture
   * @param lighting tints of the light
   * @param opacity 0–1
   * @param solid whether it hides what lies behind
   */
  record Surface(Texture texture, Lighting lighting, float opacity, boolean solid) {

    float lightTint(int channel) {
      return lighting.lightTint(channel);
    }

    float shineTint(int channel) {
      return lighting.shineTint(channel);
    }

    /** Mip level at which one texel is about one pixel. */
    double level(Corner a, Corner b, Corner c, double areaPx) {
      double texels =
          Math.abs((b.u - a.u) * (c.v - a.v) - (c.u - a.u) * (b.v - a.v))
              * texture.width()
              * texture.height();
      return 0.5 * Math.log(Math.max(1e-6, texels / areaPx)) / Math.log(2);
    }
  }
}
