package io.wugan.lab.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A lane scene over time: what {@link ClipRenderer} draws and {@link ClipTruth} describes.
 * Immutable.
 *
 * @param clip size, rate, length and seed
 * @param camera where the camera stands and what it sees
 * @param light time of day and what spoils the picture
 * @param vehicles the vehicles, in the order of the scenario file
 */
public record ClipScenario(
    ClipSettings clip, CameraSpec camera, LightSpec light, List<VehicleSpec> vehicles) {

  public ClipScenario {
    vehicles = List.copyOf(vehicles);
  }

  /**
   * Reads a scenario from YAML text.
   *
   * @throws InvalidScenarioException with every problem found
   */
  public static ClipScenario parse(String yaml) {
    return new ScenarioReader(yaml).read();
  }

  /**
   * Reads a scenario from a UTF-8 YAML file.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidScenarioException with every problem found
   */
  public static ClipScenario parse(Path file) throws IOException {
    return parse(Files.readString(file));
  }
}
