package io.wugan.lab.clip;

import io.wugan.lab.clip.LightSpec.Time;

/**
 * What lights the scene: an even sky, a sun or lamps, and a lamp beside the camera in the dark. All
 * amounts are linear light, 1 = white paper in daylight. Immutable.
 */
final class Lighting {

  private static final double[] SUN = unit(-0.45, 0.78, -0.44);

  /** A lamp on a mast over the lane, metres. */
  private static final double[] LANE_LAMP = {0.6, 4.6, 4.5};

  private final Time time;
  private final Camera camera;
  private final double sky;
  private final double sun;
  private final double laneLamp;
  private final double cameraLamp;
  private final float[] lightTint;
  private final float[] shineTint;

  Lighting(Time time, Camera camera) {
    this.time = time;
    this.camera = camera;
    switch (time) {
      case DAY -> {
        sky = 0.62;
        sun = 0.85;
        laneLamp = 0;
        cameraLamp = 0;
        lightTint = new float[] {1f, 0.99f, 0.97f};
        shineTint = new float[] {0.82f, 0.9f, 1f};
      }
      case DUSK -> {
        sky = 0.2;
        sun = 0.06;
        laneLamp = 1.6;
        cameraLamp = 2.2;
        lightTint = new float[] {0.98f, 0.95f, 1f};
        shineTint = new float[] {0.32f, 0.36f, 0.5f};
      }
      case NIGHT -> {
        sky = 0.012;
        sun = 0;
        laneLamp = 2.2;
        cameraLamp = 6;
        lightTint = new float[] {1f, 0.95f, 0.84f};
        shineTint = new float[] {0.10f, 0.09f, 0.08f};
      }
      default -> {
        sky = 0.015;
        sun = 0;
        laneLamp = 0;
        cameraLamp = 9;
        lightTint = new float[] {1f, 1f, 1f};
        shineTint = new float[] {0.04f, 0.04f, 0.04f};
      }
    }
  }

  Time time() {
    return time;
  }

  float lightTint(int channel) {
    return lightTint[channel];
  }

  float shineTint(int channel) {
    return shineTint[channel];
  }

  /** Brightness of the sky over the horizon, for what shows it. */
  double skyLight() {
    return sky * 1.7;
  }

  /**
   * Light that a matt surface sends to the camera.
   *
   * @param p place, metres
   * @param n unit normal
   * @param retro share of the camera lamp's light that the surface sends straight back, as plate
   *     film does
   */
  double light(double[] p, double[] n, double retro) {
    double total = sky * (0.62 + 0.38 * n[1]);
    total += sun * Math.max(0, n[0] * SUN[0] + n[1] * SUN[1] + n[2] * SUN[2]);
    if (laneLamp > 0) {
      total += laneLamp * lamp(p, n, LANE_LAMP[0], LANE_LAMP[1], LANE_LAMP[2], 0.25);
    }
    if (cameraLamp > 0) {
      double share = lamp(p, n, camera.x(), camera.y() + 0.1, 0, 0.1);
      total += cameraLamp * share * (0.55 + retro);
    }
    return total * passage(p[2]);
  }

  /** The far passage out of which vehicles come is dark. */
  static double passage(double z) {
    double t = Math.max(0, Math.min(1, (Backdrop.PORTAL_M + 5 - z) / 7));
    return 0.02 + 0.98 * t * t * (3 - 2 * t);
  }

  private static double lamp(double[] p, double[] n, double x, double y, double z, double wrap) {
    double dx = x - p[0];
    double dy = y - p[1];
    double dz = z - p[2];
    double squared = dx * dx + dy * dy + dz * dz;
    double cosine = (dx * n[0] + dy * n[1] + dz * n[2]) / Math.sqrt(squared);
    return Math.max(0, (cosine + wrap) / (1 + wrap)) / (1 + squared * 0.16);
  }

  /**
   * Light mirrored by a glossy surface.
   *
   * @param p place, metres
   * @param n unit normal
   * @param gloss share mirrored when looked at straight, 0–1
   */
  double shine(double[] p, double[] n, double gloss) {
    double[] view = unit(p[0] - camera.x(), p[1] - camera.y(), p[2]);
    double cosine = view[0] * n[0] + view[1] * n[1] + view[2] * n[2];
    double facing = Math.min(1, Math.abs(cosine));
    double fresnel = gloss + (1 - gloss) * Math.pow(1 - facing, 5) * 0.7;
    double ry = view[1] - 2 * cosine * n[1];
    double rx = view[0] - 2 * cosine * n[0];
    return fresnel * surroundings(rx, ry) * passage(p[2]);
  }

  /** A dark ground, a band of buildings at the horizon, a bright sky that fades upwards. */
  private static double surroundings(double x, double y) {
    double skyPart = smooth(y, 0.10 + 0.05 * x, 0.26 + 0.05 * x);
    double groundPart = 1 - smooth(y, -0.10, 0.02);
    double skyValue = 1.25 - 0.45 * Math.max(0, y);
    return skyValue * skyPart + (1 - skyPart) * (groundPart * 0.16 + (1 - groundPart) * 0.30);
  }

  private static double smooth(double x, double from, double to) {
    double t = Math.max(0, Math.min(1, (x - from) / (to - from)));
    return t * t * (3 - 2 * t);
  }

  static double[] unit(double x, double y, double z) {
    double length = Math.sqrt(x * x + y * y + z * z);
    return new double[] {x / length, y / length, z / length};
  }
}
