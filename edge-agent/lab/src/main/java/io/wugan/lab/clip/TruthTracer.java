package io.wugan.lab.clip;

import io.wugan.lab.clip.ClipTruth.Point;
import io.wugan.lab.clip.ClipTruth.Quad;
import io.wugan.lab.clip.VehicleSpec.Direction;
import io.wugan.lab.clip.VehicleSpec.PlateLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Follows every plate through the frames of a scenario. */
final class TruthTracer {

  private final ClipScenario scenario;
  private final Camera camera;
  private final List<SceneVehicle> vehicles;

  TruthTracer(ClipScenario scenario) {
    this.scenario = scenario;
    this.camera = new Camera(scenario.clip(), scenario.camera(), 1);
    this.vehicles = SceneVehicle.listOf(scenario);
  }

  ClipTruth trace() {
    List<ClipTruth.Vehicle> result = new ArrayList<>();
    for (SceneVehicle vehicle : vehicles) {
      VehicleSpec spec = vehicle.spec();
      result.add(
          new ClipTruth.Vehicle(
              spec.plate(),
              spec.style(),
              spec.direction(),
              spec.plateLook(),
              crossing(vehicle, false),
              crossing(vehicle, true),
              quads(vehicle)));
    }
    return new ClipTruth(scenario.clip(), scenario.camera().lineM(), result);
  }

  private OptionalDouble crossing(SceneVehicle vehicle, boolean back) {
    if (vehicle.spec().direction() == Direction.PARKED) {
      return OptionalDouble.empty();
    }
    return vehicle.motion().crossingS(scenario.camera().lineM(), back, scenario.clip().seconds());
  }

  private List<Quad> quads(SceneVehicle vehicle) {
    List<Quad> quads = new ArrayList<>();
    boolean trailerFront = vehicle.spec().style() == PlateStyle.TRAILER && !vehicle.isRearSeen();
    if (vehicle.spec().plateLook() == PlateLook.VISIBLE && !trailerFront) {
      for (int frame = 0; frame < scenario.clip().frameCount(); frame++) {
        quad(vehicle, frame).ifPresent(quads::add);
      }
    }
    return quads;
  }

  private Optional<Quad> quad(SceneVehicle vehicle, int frame) {
    double timeS = scenario.clip().frameTimeS(frame);
    double[][] corners = vehicle.plateCorners(timeS);
    if (corners[0][2] > Backdrop.PORTAL_M) {
      return Optional.empty();
    }
    List<Point> points = new ArrayList<>();
    for (double[] corner : corners) {
      double[] p = camera.project(corner[0], corner[1], corner[2]);
      boolean inFrame =
          p[0] >= 0
              && p[1] >= 0
              && p[0] <= scenario.clip().widthPx()
              && p[1] <= scenario.clip().heightPx();
      if (p[2] <= 0.2 || !inFrame) {
        return Optional.empty();
      }
      points.add(new Point(p[0], p[1]));
    }
    double inView = inView(vehicle, corners, timeS);
    Quad quad = new Quad(frame, inView, points.get(0), points.get(1), points.get(2), points.get(3));
    boolean seen = inView >= ClipTruth.LEAST_IN_VIEW && quad.widthPx() >= ClipTruth.NARROWEST_PX;
    return seen ? Optional.of(quad) : Optional.empty();
  }

  private double inView(SceneVehicle vehicle, double[][] corners, double timeS) {
    int hidden = 0;
    int points = 0;
    for (int column = 0; column < 9; column++) {
      for (int row = 0; row < 3; row++) {
        double[] point = {
          corners[0][0] + (corners[1][0] - corners[0][0]) * (column + 0.5) / 9,
          corners[0][1] + (corners[3][1] - corners[0][1]) * (row + 0.5) / 3,
          corners[0][2]
        };
        points++;
        for (SceneVehicle other : vehicles) {
          if (other != vehicle && other.hides(camera, point, timeS)) {
            hidden++;
            break;
          }
        }
      }
    }
    return 1 - hidden / (double) points;
  }
}
