package io.wugan.lab.clip;

import io.wugan.lab.clip.BodyShape.Station;
import io.wugan.lab.clip.VehicleSpec.Body;
import io.wugan.lab.clip.VehicleSpec.Direction;
import io.wugan.lab.clip.VehicleSpec.PlateLook;

/** Builds the surfaces of one vehicle from its {@link BodyShape} and {@link BodyArt}. */
final class VehicleMesh {

  /** A plate stands this far off the body, metres. */
  private static final double PLATE_GAP_M = 0.025;

  private static final int COLUMNS = 17;
  private static final double PAINT_GLOSS = 0.045;
  private static final double GLASS_GLOSS = 0.06;

  private final BodyShape shape;
  private final BodyArt art;
  private final Mesh mesh = new Mesh();

  private VehicleMesh(VehicleSpec vehicle) {
    shape = BodyShape.of(vehicle.body());
    art = new BodyArt(shape, vehicle.body(), vehicle.bodyColorRgb());
  }

  static Mesh of(VehicleSpec vehicle, long seed) {
    VehicleMesh builder = new VehicleMesh(vehicle);
    builder.skin();
    builder.side(-1);
    builder.side(1);
    builder.extras(vehicle.body());
    builder.plate(vehicle, seed);
    return builder.mesh;
  }

  private void skin() {
    Texture paint = art.paint();
    part(0, end(0), 12, art.front(), PAINT_GLOSS, new double[] {0, 0.2, -1}, true);
    part(end(0), end(1), 8, art.bonnet(), PAINT_GLOSS, new double[] {0, 1, -0.2}, false);
    part(end(1), end(2), 8, art.windscreen(), GLASS_GLOSS, new double[] {0, 1, -1}, false);
    part(end(2), end(3), 8, paint, PAINT_GLOSS, new double[] {0, 1, 0}, false);
    part(end(3), end(4), 6, art.rearWindow(), GLASS_GLOSS, new double[] {0, 1, 1}, false);
    part(end(4), end(5), 4, paint, PAINT_GLOSS, new double[] {0, 1, 0.2}, false);
    int last = shape.stations().size() - 1;
    part(end(5), last, 8, art.rear(), PAINT_GLOSS, new double[] {0, 0.2, 1}, true);
  }

  private int end(int part) {
    return shape.ends().get(part);
  }

  /** One part of the skin, between two stations; elevation pictures are laid on by height. */
  private void part(
      int from, int to, int rows, Texture texture, double gloss, double[] out, boolean elevation) {
    mesh.add(
        COLUMNS,
        rows * (to - from) / Math.max(1, to - from) + 1,
        texture,
        gloss,
        0,
        out,
        (c, r, p) -> {
          skinPoint(from + r * (to - from), 2 * c - 1, p);
          p[3] = elevation ? 0.5 + p[0] / shape.width() : c;
          p[4] = elevation ? 1 - p[1] / BodyArt.FACE_HEIGHT : r;
        });
  }

  /** A point of the skin: a station number with fraction, and −1 at one edge to 1 at the other. */
  private void skinPoint(double station, double across, double[] p) {
    int i = Math.min(shape.stations().size() - 2, (int) station);
    double t = station - i;
    Station a = shape.stations().get(i);
    Station b = shape.stations().get(i + 1);
    double side = Math.abs(across);
    double bow = mix(a.bow(), b.bow(), t) * side * side * side;
    p[0] = across * mix(a.half(), b.half(), t);
    p[1] = mix(a.y(), b.y(), t) - mix(a.crown(), b.crown(), t) * side * side;
    p[2] = mix(a.z(), b.z(), t) + bow;
  }

  private static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }

  /** A side wall from the ground (wheels) over the sill and the belt to the skin's edge. */
  private void side(int sign) {
    double[] edge = new double[5];
    skinPoint(2, 1, edge);
    double front = edge[2] - 0.02;
    skinPoint(shape.stations().size() - 2, 1, edge);
    double rear = edge[2] + 0.02;
    Texture texture = art.side();
    mesh.add(
        61,
        11,
        texture,
        PAINT_GLOSS,
        0,
        new double[] {sign, 0.1, 0},
        (c, r, p) -> {
          double z = front + c * (rear - front);
          double[] top = new double[2];
          edgeAt(z, top);
          double belt = Math.min(shape.belt(), top[1]);
          double lower = lowerHalf(z, Math.max(top[0], shape.width() / 2 * 0.9));
          if (r <= 0.6) {
            double t = r / 0.6;
            p[1] = belt * t;
            double bulge = 1 - 0.05 * (2 * t - 1.1) * (2 * t - 1.1);
            double limit = belt < shape.belt() ? mix(lower, top[0], t * t * t) : lower;
            p[0] = sign * limit * bulge;
          } else {
            double t = (r - 0.6) / 0.4;
            p[1] = mix(belt, top[1], t);
            double from = belt < shape.belt() ? top[0] : lower * 0.96;
            p[0] = sign * mix(from, top[0], t);
          }
          p[2] = z;
          p[3] = z / shape.length();
          p[4] = 1 - p[1] / shape.height();
        });
  }

  /** Half width of the lower body, drawn in towards both ends. */
  private double lowerHalf(double z, double middle) {
    double end = Math.min(z - 0.2, shape.skinLength() - 0.2 - z);
    double t = Math.max(0, Math.min(1, end / 0.55));
    return mix(middle * 0.95, shape.width() / 2, t * (2 - t));
  }

  /** Half width and height of the skin's edge at a distance from the front. */
  private void edgeAt(double z, double[] out) {
    double[] p = new double[5];
    double[] q = new double[5];
    int last = shape.stations().size() - 2;
    for (int i = 2; i < last; i++) {
      skinPoint(i, 1, p);
      skinPoint(i + 1 - 1e-9, 1, q);
      if (z <= q[2] || i == last - 1) {
        double t = Math.max(0, Math.min(1, (z - p[2]) / Math.max(1e-6, q[2] - p[2])));
        out[0] = mix(p[0], q[0], t);
        out[1] = mix(p[1], q[1], t);
        return;
      }
    }
  }

  private void extras(Body body) {
    double half = shape.width() / 2;
    Texture tyre = Texture.plain(0x1A1A1B);
    double r = shape.wheelRadius();
    for (int sign = -1; sign <= 1; sign += 2) {
      double inner = sign * (half - 0.30);
      double outer = sign * (half - 0.08);
      double x0 = Math.min(inner, outer);
      double x1 = Math.max(inner, outer);
      for (double axle : new double[] {shape.frontAxle(), shape.rearAxle()}) {
        mesh.addBox(
            new double[] {x0, 0, axle - r * 0.75},
            new double[] {x1, r, axle + r * 0.75},
            tyre,
            0.02);
      }
      double mirrorZ = body == Body.TRUCK ? 0.25 : shape.stations().get(6).z() + 0.28;
      double mirrorY = shape.belt() + (body == Body.TRUCK ? 0.25 : 0.03);
      double mx = sign * (half + 0.06);
      mesh.addBox(
          new double[] {mx - 0.10, mirrorY, mirrorZ},
          new double[] {mx + 0.10, mirrorY + (body == Body.TRUCK ? 0.36 : 0.13), mirrorZ + 0.12},
          body == Body.TRUCK ? tyre : art.paint(),
          PAINT_GLOSS);
      mesh.addBox(
          new double[] {sign * (half - 0.10) - 0.12, mirrorY - 0.02, mirrorZ + 0.02},
          new double[] {sign * (half - 0.10) + 0.12, mirrorY + 0.03, mirrorZ + 0.08},
          tyre,
          0.02);
    }
    mesh.addBox(
        new double[] {-half + 0.25, 0.14, 0.35},
        new double[] {half - 0.25, 0.3, shape.length() - 0.35},
        Texture.plain(0x101011),
        0);
    if (shape.hasCargoBox()) {
      cargoBox(half, tyre);
    }
  }

  private void cargoBox(double half, Texture dark) {
    double from = shape.skinLength() + 0.12;
    mesh.addBox(
        new double[] {-half, 1.0, from},
        new double[] {half, 2.75, shape.length()},
        art.cargo(),
        0.03);
    mesh.addBox(
        new double[] {-half + 0.15, 0.5, from},
        new double[] {half - 0.15, 1.0, shape.length() - 0.05},
        dark,
        0.02);
  }

  private void plate(VehicleSpec vehicle, long seed) {
    if (vehicle.plateLook() == PlateLook.NONE) {
      return;
    }
    boolean rear = vehicle.direction() == Direction.DEPART;
    if (vehicle.style() == PlateStyle.TRAILER && !rear) {
      return;
    }
    boolean covered = vehicle.plateLook() == PlateLook.COVERED;
    int widthMm = vehicle.style().widthMm();
    int heightMm = vehicle.style().heightMm(rear);
    Texture texture =
        Texture.of(
            covered
                ? PlateArt.cover(widthMm, heightMm, seed)
                : PlateArt.draw(vehicle.style(), vehicle.plate(), rear, seed));
    double grow = covered ? 1.25 : 1;
    double[] centre = plateCentre(shape, rear, heightMm / 1000.0);
    double mirror = rear ? -1 : 1;
    mesh.add(
        9,
        4,
        texture,
        0.01,
        covered ? 0 : 0.8,
        new double[] {0, 0, -mirror},
        (c, r, p) -> {
          p[0] = mirror * (c - 0.5) * widthMm / 1000.0 * grow;
          p[1] = centre[0] + (0.5 - r) * heightMm / 1000.0 * grow;
          p[2] = centre[1];
          p[3] = c;
          p[4] = r;
        });
  }

  /** Height of the plate's centre and its distance from the vehicle's front, metres. */
  static double[] plateCentre(BodyShape shape, boolean rear, double heightM) {
    double y = rear ? shape.rearPlateY() : shape.frontPlateY();
    double extreme = rear ? shape.length() : 0;
    if (rear && shape.hasCargoBox()) {
      return new double[] {y, extreme + PLATE_GAP_M};
    }
    return new double[] {y, rear ? extreme + PLATE_GAP_M : extreme - PLATE_GAP_M};
  }
}
