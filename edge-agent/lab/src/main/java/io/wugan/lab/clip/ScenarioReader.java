package io.wugan.lab.clip;

import io.wugan.lab.clip.CameraSpec.Lane;
import io.wugan.lab.clip.LightSpec.Time;
import io.wugan.lab.clip.VehicleSpec.Body;
import io.wugan.lab.clip.VehicleSpec.Direction;
import io.wugan.lab.clip.VehicleSpec.PlateLook;
import io.wugan.lab.clip.VehicleSpec.Stop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Turns YAML into a {@link ClipScenario}; collects every problem before it refuses. */
final class ScenarioReader {

  /** From here on away from the camera a vehicle is small enough to appear without a jump. */
  private static final double FAR_M = 30;

  private final String yaml;
  private final List<ScenarioProblem> problems = new ArrayList<>();

  ScenarioReader(String yaml) {
    this.yaml = yaml;
  }

  ClipScenario read() {
    YamlSection root = YamlSection.root(compose(), problems);
    ClipSettings clip = clip(root.section("clip"));
    CameraSpec camera = camera(root.section("camera"));
    LightSpec light = light(root.section("light"));
    List<VehicleSpec> vehicles = new ArrayList<>();
    for (YamlSection item : root.sections("vehicles")) {
      vehicles.add(vehicle(item));
    }
    root.refuseUnknownKeys();
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(ScenarioProblem::line));
      throw new InvalidScenarioException(problems);
    }
    return new ClipScenario(clip, camera, light, vehicles);
  }

  private Optional<Node> compose() {
    try {
      return new Compose(LoadSettings.builder().build()).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new InvalidScenarioException(
          List.of(new ScenarioProblem(line, "(file)", e.getProblem(), "YAML 1.2")));
    } catch (YamlEngineException e) {
      throw new InvalidScenarioException(
          List.of(new ScenarioProblem(1, "(file)", String.valueOf(e.getMessage()), "YAML 1.2")));
    }
  }

  private static ClipSettings clip(YamlSection s) {
    ClipSettings clip =
        new ClipSettings(
            s.evenInteger("width", 1280, 160, 3840),
            s.evenInteger("height", 720, 120, 2160),
            (int) s.integer("fps", 15, 1, 60),
            s.number("seconds", 20, 0.1, 600),
            s.integer("seed", 1, 0, Long.MAX_VALUE));
    s.refuseUnknownKeys();
    return clip;
  }

  private static CameraSpec camera(YamlSection s) {
    CameraSpec camera =
        new CameraSpec(
            s.choice("lane", Lane.ENTRY),
            s.number("heightM", 1.8, 0.3, 8),
            s.number("tiltDeg", 8, -10, 60),
            s.number("yawDeg", 10, -60, 60),
            s.number("fovDeg", 44, 10, 110),
            s.number("sideM", 1.2, -6, 6),
            s.number("lineM", 5, 1, 30),
            s.number("exposureMs", 2, 0, 66));
    s.refuseUnknownKeys();
    return camera;
  }

  private static LightSpec light(YamlSection s) {
    LightSpec light =
        new LightSpec(
            s.choice("time", Time.DAY),
            s.number("noise", 0.008, 0, 0.2),
            s.bool("rain", false),
            s.number("glare", 0, 0, 1));
    s.refuseUnknownKeys();
    return light;
  }

  private static VehicleSpec vehicle(YamlSection s) {
    PlateLook look = s.choice("plateVisible", PlateLook.VISIBLE);
    PlateStyle style = s.choice("category", PlateStyle.SMALL_BLUE);
    String plate = s.text("plate", "");
    checkPlate(s, look, style, plate);
    String color = s.text("color", style.colorName());
    if (!color.equals(style.colorName())) {
      s.refuse("color", color, style.colorName() + " for " + style);
    }
    Body body = s.choice("body", Body.SEDAN);
    Direction direction = s.choice("direction", Direction.APPROACH);
    boolean departs = direction == Direction.DEPART;
    VehicleSpec vehicle =
        new VehicleSpec(
            plate,
            style,
            body,
            s.rgb("bodyColor", 0x8899AA),
            s.number("startS", 0, -600, 600),
            s.number("startM", departs ? 0 : FAR_M, -30, 100),
            s.number("speedKmh", 12, 0.5, 60),
            direction,
            s.number("offsetM", 0, -10, 10),
            stop(s),
            look);
    if (direction == Direction.PARKED && !s.has("startM")) {
      s.refuse("startM", "(absent)", "where the parked vehicle stands, metres from the camera");
    }
    checkStop(s, vehicle);
    s.refuseUnknownKeys();
    return vehicle;
  }

  private static void checkPlate(YamlSection s, PlateLook look, PlateStyle style, String plate) {
    if (plate.isEmpty()) {
      if (look != PlateLook.NONE) {
        s.refuse("plate", "(absent)", "a plate number, or plateVisible: none");
      }
    } else if (!style.accepts(plate)) {
      s.refuse("plate", plate, style + ", such as " + style.example());
    }
  }

  private static Stop stop(YamlSection s) {
    boolean reverse = s.bool("reverse", false);
    double forS = s.number("stopForS", 2, 0, 600);
    if (!s.has("stopAtM")) {
      if (reverse || s.has("stopForS")) {
        s.refuse("stopAtM", "(absent)", "where to stop, metres from the camera");
      }
      return Stop.NEVER;
    }
    return new Stop(s.number("stopAtM", 5, -10, 60), forS, reverse);
  }

  private static void checkStop(YamlSection s, VehicleSpec vehicle) {
    Stop stop = vehicle.stop();
    if (stop.isNever()) {
      return;
    }
    double speed = vehicle.speedKmh() / 3.6;
    double needed = speed * speed / (2 * Motion.BRAKE_MPS2);
    boolean departs = vehicle.direction() == Direction.DEPART;
    double limit = vehicle.startM() + (departs ? needed : -needed);
    if (departs ? stop.atM() < limit : stop.atM() > limit) {
      s.refuse(
          "stopAtM",
          String.valueOf(stop.atM()),
          String.format(
              Locale.ROOT,
              "%s %.1f, else the braking distance is too short",
              departs ? "at least" : "at most",
              limit));
    }
  }
}
