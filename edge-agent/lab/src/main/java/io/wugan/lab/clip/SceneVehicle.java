package io.wugan.lab.clip;

import io.wugan.lab.clip.VehicleSpec.Direction;
import java.util.ArrayList;
import java.util.List;

/** One vehicle in the world: where its points are at a time. Immutable; its mesh comes apart. */
final class SceneVehicle {

  private final VehicleSpec spec;
  private final BodyShape shape;
  private final Motion motion;
  private final boolean rearSeen;

  SceneVehicle(VehicleSpec spec) {
    this.spec = spec;
    this.shape = BodyShape.of(spec.body());
    this.motion = new Motion(spec);
    this.rearSeen = spec.direction() == Direction.DEPART;
  }

  static List<SceneVehicle> listOf(ClipScenario scenario) {
    List<SceneVehicle> vehicles = new ArrayList<>();
    scenario.vehicles().forEach(spec -> vehicles.add(new SceneVehicle(spec)));
    return vehicles;
  }

  VehicleSpec spec() {
    return spec;
  }

  BodyShape shape() {
    return shape;
  }

  Motion motion() {
    return motion;
  }

  /** Whether some of it may be in the picture. */
  boolean isNear(double timeS) {
    double near = motion.distanceM(timeS);
    return near > -shape.length() - 0.5 && near < Backdrop.PORTAL_M + 8;
  }

  /** Whether the camera sees its rear. */
  boolean isRearSeen() {
    return rearSeen;
  }

  /** World x of a point of the vehicle's own axes. */
  double worldX(double x) {
    return spec.offsetM() + (rearSeen ? -x : x);
  }

  /** World z of a point {@code z} behind the vehicle's front, with its near end at {@code near}. */
  double worldZ(double z, double near) {
    return near + (rearSeen ? shape.length() - z : z);
  }

  /** World direction in which a normal of its own axes points: the factor of x and z. */
  double turn() {
    return rearSeen ? -1 : 1;
  }

  /**
   * World corners of the plate's film as seen: upper left, upper right, lower right, lower left; x,
   * y, z each, metres.
   */
  double[][] plateCorners(double timeS) {
    double near = motion.distanceM(timeS);
    double height = spec.style().heightMm(rearSeen) / 1000.0;
    double half = spec.style().widthMm() / 2000.0;
    double[] centre = VehicleMesh.plateCentre(shape, rearSeen, height);
    double z = worldZ(centre[1], near);
    double left = spec.offsetM() - half;
    double right = spec.offsetM() + half;
    double top = centre[0] + height / 2;
    double bottom = centre[0] - height / 2;
    return new double[][] {{left, top, z}, {right, top, z}, {right, bottom, z}, {left, bottom, z}};
  }

  /** Whether the straight line from the camera to a point passes through this vehicle. */
  boolean hides(Camera camera, double[] point, double timeS) {
    double near = motion.distanceM(timeS);
    double half = shape.width() / 2;
    if (crosses(camera, point, near, 0, shape.length(), 0.2, shape.belt(), half)) {
      return true;
    }
    if (shape.hasCargoBox()) {
      return crosses(camera, point, near, 0.2, 1.7, shape.belt(), shape.height(), half * 0.9)
          || crosses(camera, point, near, 1.8, shape.length(), 0.5, 2.75, half);
    }
    double from = (shape.stations().get(6).z() + shape.stations().get(7).z()) / 2;
    double to = (shape.stations().get(9).z() + shape.stations().get(10).z()) / 2;
    return crosses(camera, point, near, from, to, shape.belt(), shape.height(), half * 0.75);
  }

  private boolean crosses(
      Camera camera,
      double[] point,
      double near,
      double fromZ,
      double toZ,
      double fromY,
      double toY,
      double half) {
    double z0 = worldZ(rearSeen ? toZ : fromZ, near);
    double z1 = worldZ(rearSeen ? fromZ : toZ, near);
    double[] low = {spec.offsetM() - half, fromY, z0};
    double[] high = {spec.offsetM() + half, toY, z1};
    double[] from = {camera.x(), camera.y(), 0};
    double enter = 0;
    double leave = 1;
    for (int axis = 0; axis < 3; axis++) {
      double d = point[axis] - from[axis];
      if (Math.abs(d) < 1e-9) {
        if (from[axis] < low[axis] || from[axis] > high[axis]) {
          return false;
        }
        continue;
      }
      double a = (low[axis] - from[axis]) / d;
      double b = (high[axis] - from[axis]) / d;
      enter = Math.max(enter, Math.min(a, b));
      leave = Math.min(leave, Math.max(a, b));
    }
    return enter < leave;
  }

  /** Height and lateral places of the lamps that show, and whether they are red. */
  double[] lampHeightAndHalf() {
    double y =
        rearSeen
            ? shape.rearPlateY() + 0.04
            : spec.body() == VehicleSpec.Body.TRUCK ? 0.6 : shape.stations().get(4).y() - 0.11;
    return new double[] {y, shape.width() / 2 - 0.27};
  }
}
