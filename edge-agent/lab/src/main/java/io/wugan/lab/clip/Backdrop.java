package io.wugan.lab.clip;

/**
 * What stands still: the lane with its markings and kerbs, islands, a wall with a dark passage out
 * of which vehicles come, trees and sky. Made by following one ray for each canvas pixel. Stateless
 * after construction.
 */
final class Backdrop {

  /** Distance of the wall with the passage from the camera, metres. */
  static final double PORTAL_M = 27;

  private static final double LANE_HALF_M = 1.75;
  private static final double KERB_HEIGHT_M = 0.14;

  private final Lighting lighting;
  private final LightSpec light;
  private final CameraSpec spec;
  private final Camera camera;
  private final ValueNoise noise;
  private final boolean away;
  private final double[] point = new double[3];

  Backdrop(ClipScenario scenario, Camera camera, Lighting lighting) {
    this.lighting = lighting;
    this.light = scenario.light();
    this.spec = scenario.camera();
    this.camera = camera;
    this.away =
        !scenario.vehicles().isEmpty()
            && scenario.vehicles().get(0).direction() == VehicleSpec.Direction.DEPART;
    this.noise = new ValueNoise(scenario.clip().seed());
  }

  /** Fills a canvas-sized picture, linear red, green, blue. */
  void paint(Canvas canvas) {
    double[] ray = new double[3];
    float[] color = new float[3];
    int i = 0;
    for (int y = 0; y < canvas.height; y++) {
      for (int x = 0; x < canvas.width; x++) {
        camera.ray(x + 0.5, y + 0.5, ray);
        follow(ray, color);
        canvas.rgb[i++] = color[0];
        canvas.rgb[i++] = color[1];
        canvas.rgb[i++] = color[2];
      }
    }
  }

  private void follow(double[] ray, float[] color) {
    double ground = ray[1] < -1e-9 ? -camera.y() / ray[1] : Double.POSITIVE_INFINITY;
    double top = ray[1] < -1e-9 ? (KERB_HEIGHT_M - camera.y()) / ray[1] : Double.POSITIVE_INFINITY;
    double wall = ray[2] > 1e-9 ? PORTAL_M / ray[2] : Double.POSITIVE_INFINITY;
    if (Math.min(top, ground) > wall) {
      wall(camera.x() + ray[0] * wall, camera.y() + ray[1] * wall, ray, color);
      return;
    }
    double topX = camera.x() + ray[0] * top;
    if (Math.abs(topX) > LANE_HALF_M) {
      island(topX, ray[2] * top, color);
      return;
    }
    double x = camera.x() + ray[0] * ground;
    if (Math.abs(x) > LANE_HALF_M) {
      double edge = (Math.copySign(LANE_HALF_M, x) - camera.x()) / ray[0];
      kerbFace(Math.copySign(LANE_HALF_M, x), camera.y() + ray[1] * edge, ray[2] * edge, color);
      return;
    }
    lane(x, ray[2] * ground, color);
  }

  private void lane(double x, double z, float[] color) {
    double fine = noise.at(x * 90, z * 90) - 0.5;
    double coarse = noise.at(x * 1.1 + 7, z * 0.6) - 0.5;
    double track = Math.exp(-Math.pow((Math.abs(x) - 0.75) / 0.28, 2));
    double grey = 0.105 + 0.05 * fine * sharp(z) + 0.05 * coarse - 0.022 * track;
    double stain = noise.at(x * 2.3 + 31, z * 1.3 + 5);
    grey -= 0.05 * Math.max(0, stain - 0.72) / 0.28;
    if (light.rain()) {
      grey *= 0.6;
    }
    double paint = marking(x, z) * (0.72 + 0.5 * (noise.at(x * 25, z * 25) - 0.4));
    set(color, grey, grey, grey * 1.02);
    if (paint > 0) {
      blend(color, 0.62, 0.62, 0.58, Math.min(0.92, paint));
    }
    if (light.rain()) {
      double wet = 0.35 * noise.at(x * 1.7 + 3, z * 0.9 + 11);
      blend(color, 0.4, 0.43, 0.46, wet * 0.5);
    }
    shade(x, 0, z, color);
  }

  /** Fades fine grain with distance, where it would only flicker. */
  private static double sharp(double z) {
    return 1 / (1 + z * z * 0.02);
  }

  /** How much road paint lies at a place: edge lines, the trip line, an arrow. */
  private double marking(double x, double z) {
    if (Math.abs(Math.abs(x) - 1.52) < 0.06) {
      return 1;
    }
    double line = Math.abs(z - spec.lineM());
    if (line < 0.10 && Math.abs(x) < 1.46) {
      return 1;
    }
    double arrow = (z - spec.lineM() - 3) % 7.5;
    double along = away ? 2.4 - arrow : arrow;
    if (z < spec.lineM() + 3 || along < 0 || along > 2.4) {
      return 0;
    }
    return along < 0.9 ? (Math.abs(x) < 0.42 * along / 0.9 ? 1 : 0) : (Math.abs(x) < 0.075 ? 1 : 0);
  }

  private void kerbFace(double x, double y, double z, float[] color) {
    boolean yellow = Math.floorMod((int) Math.floor(z / 0.5), 2) == 0;
    double worn = 0.75 + 0.35 * noise.at(z * 14, y * 40);
    if (yellow) {
      set(color, 0.60 * worn, 0.42 * worn, 0.035 * worn);
    } else {
      set(color, 0.03 * worn, 0.03 * worn, 0.032 * worn);
    }
    shade(x, y, z, color);
  }

  private void island(double x, double z, float[] color) {
    double away = Math.abs(x) - LANE_HALF_M;
    double grain = noise.at(x * 60, z * 60) * sharp(z);
    if (away < 0.16) {
      kerbFace(x, KERB_HEIGHT_M, z, color);
      return;
    }
    if (away < 1.5) {
      boolean joint =
          Math.floorMod((int) Math.floor(z * 50), 20) == 0
              || Math.floorMod((int) Math.floor(x * 50), 20) == 0;
      double grey = (joint && z < 14 ? 0.15 : 0.25) + 0.06 * grain;
      grey += 0.06 * (noise.at(Math.floor(x * 2.5), Math.floor(z * 2.5)) - 0.5);
      set(color, grey * 1.03, grey, grey * 0.94);
    } else {
      double patch = noise.at(x * 3, z * 3) * 0.6 + noise.at(x * 17, z * 17) * 0.4;
      set(color, 0.035 + 0.05 * patch, 0.06 + 0.085 * patch, 0.02 + 0.03 * patch);
    }
    shade(x, KERB_HEIGHT_M, z, color);
  }

  private void wall(double x, double y, double[] ray, float[] color) {
    boolean hedge = Math.abs(x) > 4.2 && y < 1.3 + 0.5 * noise.at(x * 2.2, 3);
    if (Math.abs(x) < 3.6 && y < 3.1) {
      double black = 0.006 * Math.min(1, lighting.skyLight());
      set(color, black, black, black * 1.1);
      return;
    }
    if (hedge) {
      double leaf = noise.at(x * 9, y * 9) * 0.6 + noise.at(x * 23, y * 23) * 0.4;
      set(color, 0.025 + 0.05 * leaf, 0.045 + 0.09 * leaf, 0.015 + 0.02 * leaf);
    } else if (y < 6.5) {
      building(x, y, color);
    } else {
      sky(ray, color);
      return;
    }
    shade(x, y, PORTAL_M - 3, color);
  }

  private void building(double x, double y, float[] color) {
    double tone =
        0.30 + 0.06 * (noise.at(x * 0.8, y * 0.8) - 0.5) + 0.03 * noise.at(x * 30, y * 30);
    set(color, tone * 1.04, tone * 0.97, tone * 0.86);
    if (Math.abs(x) < 4.0 && y < 3.5) {
      set(color, tone * 0.55, tone * 0.55, tone * 0.57);
    }
    if (y > 3.6 && y < 4.1 && Math.abs(x) < 5.5) {
      boolean entry = spec.lane() == CameraSpec.Lane.ENTRY;
      set(color, 0.03, entry ? 0.10 : 0.20, entry ? 0.28 : 0.10);
    }
    double bay = x - Math.floor(x / 2.6) * 2.6;
    if (Math.abs(x) > 4.2 && y > 2.0 && y < 3.4 && bay > 0.5 && bay < 2.1) {
      double pane = 0.05 + 0.10 * noise.at(Math.floor(x / 2.6) * 5, y);
      set(color, pane, pane * 1.15, pane * 1.3);
    }
  }

  private void sky(double[] ray, float[] color) {
    double cloud = noise.at(ray[0] * 5 + 3, ray[1] * 14);
    double value = lighting.skyLight() * (0.85 + 0.2 * cloud);
    set(color, value * 0.9, value * 0.96, value * 1.04);
  }

  private void shade(double x, double y, double z, float[] color) {
    point[0] = x;
    point[1] = y;
    point[2] = z;
    double amount = lighting.light(point, UP, 0) / Lighting.passage(z);
    if (z < PORTAL_M - 1) {
      amount *= 0.35 + 0.65 * Lighting.passage(z + 2);
    }
    for (int k = 0; k < 3; k++) {
      color[k] = (float) (color[k] * amount * lighting.lightTint(k));
    }
  }

  private static final double[] UP = {0, 1, 0};

  private static void set(float[] color, double r, double g, double b) {
    color[0] = (float) Math.max(0, r);
    color[1] = (float) Math.max(0, g);
    color[2] = (float) Math.max(0, b);
  }

  private static void blend(float[] color, double r, double g, double b, double share) {
    color[0] += (float) ((r - color[0]) * share);
    color[1] += (float) ((g - color[1]) * share);
    color[2] += (float) ((b - color[2]) * share);
  }
}
