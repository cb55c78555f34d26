package io.wugan.agent.config;

import io.wugan.devices.gpio.GpioSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code gpio}: inputs and outputs of the board. */
final class GpioReader {

  private static final Pattern CHIP = Pattern.compile("/dev/\\S+|[^/\\s]\\S{0,31}");
  private static final Duration LEAST_ON = Duration.ofMillis(100);
  private static final Duration MOST_ON = Duration.ofDays(1);
  private static final Duration USUAL_ON = Duration.ofSeconds(30);

  private final ConfigSection section;
  private final Function<String, Path> paths;
  private final Set<String> ids = new HashSet<>();
  private final Set<Integer> lines = new HashSet<>();

  /**
   * @param section the section
   * @param paths takes relative paths from the file's folder
   */
  GpioReader(ConfigSection section, Function<String, Path> paths) {
    this.section = section;
    this.paths = paths;
  }

  GpioSettings read(Path data) {
    GpioSettings.Driver driver = section.choice("driver", GpioSettings.Driver.AUTO);
    String folder = section.text("folder", "", ConfigReader.ANY, "a folder");
    return new GpioSettings(
        driver,
        section.text("chip", "/dev/gpiochip0", CHIP, "/dev/gpiochipN, or the label of a chip"),
        folder.isEmpty() ? data.resolve("gpio") : paths.apply(folder),
        inputs(),
        outputs());
  }

  private List<GpioSettings.Input> inputs() {
    List<GpioSettings.Input> inputs = new ArrayList<>();
    for (ConfigSection input : section.optionalSections("inputs")) {
      inputs.add(
          new GpioSettings.Input(
              id(input),
              line(input),
              input.flag("activeLow", true),
              input.choice("pull", GpioSettings.Pull.UP),
              input.flag("tamper", false)));
    }
    return inputs;
  }

  private List<GpioSettings.Output> outputs() {
    List<GpioSettings.Output> outputs = new ArrayList<>();
    for (ConfigSection output : section.optionalSections("outputs")) {
      outputs.add(
          new GpioSettings.Output(
              id(output),
              line(output),
              output.flag("activeLow", true),
              output.duration("maxOn", USUAL_ON, LEAST_ON, MOST_ON)));
    }
    return outputs;
  }

  private String id(ConfigSection contact) {
    String id = contact.require("id", ConfigReader.ID, ConfigReader.ID_ALLOWED);
    if (!id.isEmpty() && !ids.add(id)) {
      contact.error("id", "'" + id + "' a second time", "an id that no other contact has");
    }
    return id;
  }

  private int line(ConfigSection contact) {
    int line = contact.integer("line", -1, 0, GpioSettings.LAST_LINE);
    if (!contact.has("line")) {
      contact.error("line", "nothing", "the number of the line; on a Raspberry Pi the BCM number");
    } else if (line >= 0 && !lines.add(line)) {
      contact.error("line", line + " a second time", "a line that no other contact has");
    }
    return line;
  }
}
