package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.config.LaneContacts;
import io.wugan.agent.lane.LaneSignals;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.lane.LoopInput;
import io.wugan.core.lane.LoopPair;
import io.wugan.core.lane.PresenceSensor;
import io.wugan.core.lane.PresenceSettings;
import io.wugan.core.lane.PushButton;
import io.wugan.core.lane.SingleLoop;
import io.wugan.core.time.LotClock;
import io.wugan.devices.gpio.Gpio;
import java.util.List;
import java.util.Optional;

/** Gives lanes their loops, buttons and relays. */
final class ContactWiring {

  private final Gpio gpio;
  private final HealthSink health;
  private final LotClock clock;

  /**
   * @param gpio inputs and outputs of the board
   * @param health told of loops that are out of order
   * @param clock how late it is
   */
  ContactWiring(Gpio gpio, HealthSink health, LotClock clock) {
    this.gpio = gpio;
    this.health = health;
    this.clock = clock;
  }

  List<PresenceSensor> sensors(LaneConfig lane) {
    LaneContacts contacts = lane.contacts();
    Optional<LoopInput> outer = contacts.outerLoop().map(id -> loop(lane, id));
    Optional<LoopInput> inner = contacts.innerLoop().map(id -> loop(lane, id));
    if (outer.isPresent() && inner.isPresent()) {
      return List.of(
          new LoopPair(outer.get(), inner.get(), clock, PresenceSettings.DEFAULT.mergeGap()));
    }
    return outer
        .<List<PresenceSensor>>map(loop -> List.of(new SingleLoop(loop, clock)))
        .orElse(List.of());
  }

  private LoopInput loop(LaneConfig lane, String id) {
    HealthPlace place = HealthPlace.device(lane.lane().id(), id);
    return new LoopInput(gpio.input(id), lane.contacts().loops(), health, place);
  }

  Optional<PushButton> button(LaneConfig lane) {
    return lane.contacts().button().map(id -> new PushButton(gpio.input(id)));
  }

  LaneSignals signals(LaneConfig lane) {
    return new LaneSignals(
        lane.contacts().signals().stream()
            .map(
                signal ->
                    new LaneSignals.Rule(
                        gpio.output(signal.output()), signal.cause(), signal.lasts()))
            .toList());
  }
}
