package io.wugan.lab.clip;

import io.wugan.lab.clip.LightSpec.Time;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws a scenario frame by frame: a pinhole camera, shaded vehicles with their plates, motion blur
 * by averaging moments of the exposure, a soft lens and sensor noise. Needs no screen and no font.
 * Memory: about 80 bytes for each pixel of a frame. Confined to the calling thread.
 */
public final class ClipRenderer {

  private static final int MOST_MOMENTS = 6;

  private final ClipScenario scenario;
  private final Camera frameCamera;
  private final Camera camera;
  private final Lighting lighting;
  private final List<VehiclePainter> painters = new ArrayList<>();
  private final Canvas canvas;
  private final float[] background;
  private final Film film;

  private ClipRenderer(ClipScenario scenario) {
    this.scenario = scenario;
    ClipSettings clip = scenario.clip();
    frameCamera = new Camera(clip, scenario.camera(), 1);
    camera = new Camera(clip, scenario.camera(), Canvas.SCALE);
    lighting = new Lighting(scenario.light().time(), camera);
    canvas = new Canvas(clip.widthPx(), clip.heightPx());
    new Backdrop(scenario, camera, lighting).paint(canvas);
    background = canvas.rgb.clone();
    film = new Film(scenario, canvas);
    for (SceneVehicle vehicle : SceneVehicle.listOf(scenario)) {
      long seed = ValueNoise.mix(clip.seed() * 31 + painters.size());
      painters.add(new VehiclePainter(vehicle, seed, camera, lighting));
    }
  }

  /**
   * Renders the whole clip.
   *
   * @param sink receives every frame in order
   * @throws IOException if the sink cannot take a frame
   */
  public static void render(ClipScenario scenario, FrameSink sink) throws IOException {
    ClipRenderer renderer = new ClipRenderer(scenario);
    ClipSettings clip = scenario.clip();
    byte[] bgr = new byte[clip.widthPx() * clip.heightPx() * 3];
    for (int frame = 0; frame < clip.frameCount(); frame++) {
      renderer.renderFrame(frame, bgr);
      sink.frame(frame, clip.frameTimeS(frame), bgr);
    }
  }

  private void renderFrame(int frame, byte[] bgr) {
    double timeS = scenario.clip().frameTimeS(frame);
    double exposureS = scenario.camera().exposureMs() / 1000;
    film.begin();
    int moments = moments(timeS, exposureS);
    for (int i = 0; i < moments; i++) {
      double at = timeS + exposureS * ((i + 0.5) / moments - 0.5);
      canvas.restore(background);
      drawVehicles(at);
      film.expose(canvas, 1.0 / moments);
    }
    if (lighting.time() != Time.DAY) {
      lamps(timeS);
    }
    film.develop(frame, bgr);
  }

  private void drawVehicles(double at) {
    List<VehiclePainter> seen = new ArrayList<>();
    for (VehiclePainter painter : painters) {
      if (painter.vehicle().isNear(at)) {
        seen.add(painter);
      }
    }
    Comparator<VehiclePainter> byDistance =
        Comparator.comparingDouble(painter -> painter.vehicle().motion().distanceM(at));
    seen.sort(byDistance.reversed());
    seen.forEach(painter -> painter.drawShadow(canvas, at));
    seen.forEach(painter -> painter.draw(canvas, at));
  }

  /**
   * How many moments of the exposure are needed for a smooth smear: about one a pixel of travel.
   */
  private int moments(double timeS, double exposureS) {
    double travelPx = 0;
    for (VehiclePainter painter : painters) {
      SceneVehicle vehicle = painter.vehicle();
      if (vehicle.isNear(timeS)) {
        double[] from = nearestPoint(vehicle, timeS - exposureS / 2);
        double[] to = nearestPoint(vehicle, timeS + exposureS / 2);
        if (from[2] > 0.5 && to[2] > 0.5) {
          travelPx = Math.max(travelPx, Math.hypot(to[0] - from[0], to[1] - from[1]));
        }
      }
    }
    return (int) Math.max(1, Math.min(MOST_MOMENTS, Math.ceil(travelPx * 0.75)));
  }

  private double[] nearestPoint(SceneVehicle vehicle, double timeS) {
    double[] corner = vehicle.plateCorners(timeS)[3];
    return frameCamera.project(corner[0], corner[1], Math.max(1.5, corner[2]));
  }

  private void lamps(double timeS) {
    boolean infrared = lighting.time() == Time.INFRARED;
    double strength = lighting.time() == Time.DUSK ? 1.0 : infrared ? 1.6 : 3.0;
    for (VehiclePainter painter : painters) {
      SceneVehicle vehicle = painter.vehicle();
      double near = vehicle.motion().distanceM(timeS);
      if (near > Backdrop.PORTAL_M + 6
          || vehicle.spec().direction() == VehicleSpec.Direction.PARKED) {
        continue;
      }
      boolean red = vehicle.isRearSeen();
      float[] tint = red ? new float[] {1f, 0.06f, 0.04f} : new float[] {1f, 0.95f, 0.82f};
      double[] place = vehicle.lampHeightAndHalf();
      for (int sign = -1; sign <= 1; sign += 2) {
        double x = vehicle.spec().offsetM() + sign * place[1];
        double[] p = frameCamera.project(x, place[0], near + 0.1);
        if (p[2] > 0.6 && !isHidden(vehicle, new double[] {x, place[0], near}, timeS)) {
          double radius = frameCamera.focalPx() * 0.062 / p[2];
          film.glow(p[0], p[1], radius, red ? strength * 0.35 : strength, tint);
        }
      }
    }
  }

  private boolean isHidden(SceneVehicle vehicle, double[] point, double timeS) {
    return painters.stream()
        .map(VehiclePainter::vehicle)
        .anyMatch(other -> other != vehicle && other.hides(camera, point, timeS));
  }
}
