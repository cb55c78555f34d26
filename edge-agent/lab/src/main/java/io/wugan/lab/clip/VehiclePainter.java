package io.wugan.lab.clip;

import io.wugan.lab.clip.Canvas.Corner;
import io.wugan.lab.clip.Canvas.Surface;
import java.awt.image.BufferedImage;

/** Draws one vehicle and its shadow on a canvas. Confined to one thread. */
final class VehiclePainter {

  private static final Texture SHADOW = shadow();

  private final SceneVehicle vehicle;
  private final Mesh mesh;
  private final Camera camera;
  private final Lighting lighting;

  VehiclePainter(SceneVehicle vehicle, long seed, Camera camera, Lighting lighting) {
    this.vehicle = vehicle;
    this.mesh = VehicleMesh.of(vehicle.spec(), seed);
    this.camera = camera;
    this.lighting = lighting;
  }

  SceneVehicle vehicle() {
    return vehicle;
  }

  /** Darkens the ground under the vehicle; to be called for all vehicles before any is drawn. */
  void drawShadow(Canvas canvas, double timeS) {
    double near = vehicle.motion().distanceM(timeS);
    double half = vehicle.shape().width() / 2 + 0.38;
    double lean = lighting.time() == LightSpec.Time.DAY ? 0.18 : 0;
    double x0 = vehicle.spec().offsetM() - half + lean;
    double x1 = vehicle.spec().offsetM() + half + lean;
    double z0 = near - 0.42;
    double z1 = near + vehicle.shape().length() + 0.45;
    float opacity = lighting.time().isDark() ? 0.75f : 0.86f;
    Surface surface = new Surface(SHADOW, lighting, opacity, false);
    int steps = 12;
    for (int i = 0; i < steps; i++) {
      double a = i / (double) steps;
      double b = (i + 1) / (double) steps;
      Corner p = ground(x0, z0 + (z1 - z0) * a, 0, a);
      Corner q = ground(x1, z0 + (z1 - z0) * a, 1, a);
      Corner r = ground(x1, z0 + (z1 - z0) * b, 1, b);
      Corner s = ground(x0, z0 + (z1 - z0) * b, 0, b);
      canvas.triangle(p, q, r, surface, camera);
      canvas.triangle(p, r, s, surface, camera);
    }
  }

  private Corner ground(double x, double z, double u, double v) {
    double[] c = new double[3];
    camera.toCamera(x, 0.004, z, c);
    Corner corner = new Corner();
    corner.x = c[0];
    corner.y = c[1];
    corner.z = c[2];
    corner.u = u;
    corner.v = v;
    return corner;
  }

  void draw(Canvas canvas, double timeS) {
    double near = vehicle.motion().distanceM(timeS);
    for (Mesh.Patch patch : mesh.patches()) {
      Corner[] corners = place(patch, near);
      Surface surface = new Surface(patch.texture(), lighting, 1, true);
      for (int r = 0; r + 1 < patch.rows(); r++) {
        for (int c = 0; c + 1 < patch.columns(); c++) {
          int i = r * patch.columns() + c;
          Corner p = corners[i];
          Corner q = corners[i + 1];
          Corner s = corners[i + patch.columns()];
          Corner t = corners[i + patch.columns() + 1];
          if (p.facing > 0 || q.facing > 0 || s.facing > 0 || t.facing > 0) {
            canvas.triangle(p, q, t, surface, camera);
            canvas.triangle(p, t, s, surface, camera);
          }
        }
      }
    }
  }

  private Corner[] place(Mesh.Patch patch, double near) {
    int count = patch.columns() * patch.rows();
    Corner[] corners = new Corner[count];
    double[] values = patch.points().values;
    double[] world = new double[3];
    double[] normal = new double[3];
    double[] axes = new double[3];
    for (int i = 0; i < count; i++) {
      int k = i * Mesh.STRIDE;
      world[0] = vehicle.worldX(values[k]);
      world[1] = values[k + 1];
      world[2] = vehicle.worldZ(values[k + 2], near);
      normal[0] = vehicle.turn() * values[k + 5];
      normal[1] = values[k + 6];
      normal[2] = vehicle.turn() * values[k + 7];
      camera.toCamera(world[0], world[1], world[2], axes);
      Corner corner = new Corner();
      corner.x = axes[0];
      corner.y = axes[1];
      corner.z = axes[2];
      corner.u = values[k + 3];
      corner.v = values[k + 4];
      corner.facing =
          (camera.x() - world[0]) * normal[0]
              + (camera.y() - world[1]) * normal[1]
              - world[2] * normal[2];
      corner.light = lighting.light(world, normal, patch.retro()) * grounded(world[1]);
      corner.shine = patch.gloss() > 0 ? lighting.shine(world, normal, patch.gloss()) : 0;
      corners[i] = corner;
    }
    return corners;
  }

  /** Less sky reaches what is close to the ground. */
  private static double grounded(double y) {
    return Math.min(1, 0.62 + 0.6 * y);
  }

  private static Texture shadow() {
    int size = 96;
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double a = soft((x + 0.5) / size, 0.30) * soft((y + 0.5) / size, 0.14);
        image.setRGB(x, y, (int) Math.round(255 * a) << 24);
      }
    }
    return Texture.of(image);
  }

  private static double soft(double position, double edge) {
    double t = Math.min(1, Math.min(position, 1 - position) / edge);
    return t * t * (3 - 2 * t);
  }
}
