package io.wugan.agent.config;

import io.wugan.agent.lane.SignalCause;
import io.wugan.core.lane.LoopSettings;
import io.wugan.devices.gpio.GpioSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads which of the board's inputs and outputs belong to a lane. */
final class ContactsReader {

  private static final Duration USUAL_SIGNAL = Duration.ofSeconds(5);

  private final GpioSettings gpio;
  private final Set<String> taken = new HashSet<>();

  /**
   * @param gpio what the board has
   */
  ContactsReader(GpioSettings gpio) {
    this.gpio = gpio;
  }

  LaneContacts read(ConfigSection lane) {
    ConfigSection loops = lane.section("loops");
    Optional<String> outer = input(loops, "outer");
    Optional<String> inner = input(loops, "inner");
    if (inner.isPresent() && outer.isEmpty()) {
      loops.error("inner", inner.get() + " alone", "'outer' for the only loop of a lane");
    }
    return new LaneContacts(
        outer, inner, loopSettings(loops), input(lane, "button"), signals(lane));
  }

  private static LoopSettings loopSettings(ConfigSection loops) {
    LoopSettings standard = LoopSettings.DEFAULT;
    return new LoopSettings(
        loops.duration("debounce", standard.debounce(), Duration.ZERO, Duration.ofSeconds(1)),
        loops.duration(
            "stuckAfter", standard.stuckAfter(), Duration.ofMinutes(1), Duration.ofHours(24)),
        loops.integer("missedVehicles", standard.missedVehicles(), 2, 1000));
  }

  private Optional<String> input(ConfigSection section, String key) {
    if (!section.has(key)) {
      return Optional.empty();
    }
    String id = section.require(key, ConfigReader.ID, ConfigReader.ID_ALLOWED);
    List<String> ids = gpio.inputs().stream().map(GpioSettings.Input::id).toList();
    if (!ids.contains(id)) {
      section.error(key, "'" + id + "'", "the id of an input of gpio: " + ids);
      return Optional.empty();
    }
    if (!taken.add(id)) {
      section.error(key, "'" + id + "' a second time", "an input that nothing else uses");
      return Optional.empty();
    }
    return Optional.of(id);
  }

  private List<LaneContacts.Signal> signals(ConfigSection lane) {
    List<String> ids = gpio.outputs().stream().map(GpioSettings.Output::id).toList();
    List<LaneContacts.Signal> signals = new ArrayList<>();
    for (ConfigSection signal : lane.optionalSections("signals")) {
      String id = signal.require("output", ConfigReader.ID, ConfigReader.ID_ALLOWED);
      SignalCause cause = signal.choice("when", SignalCause.CAPTURED);
      Duration lasts =
          signal.duration("lasts", USUAL_SIGNAL, Duration.ofMillis(100), Duration.ofDays(1));
      if (ids.contains(id)) {
        signals.add(new LaneContacts.Signal(id, cause, lasts));
      } else {
        signal.error("output", "'" + id + "'", "the id of an output of gpio: " + ids);
      }
    }
    return signals;
  }
}
