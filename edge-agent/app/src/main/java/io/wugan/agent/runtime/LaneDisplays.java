package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.lane.DriverDisplay;
import io.wugan.agent.lane.DriverMessages;
import io.wugan.agent.lane.FreeBays;
import io.wugan.core.device.Display;
import io.wugan.core.health.HealthEvents;
import io.wugan.core.time.LotClock;
import io.wugan.devices.display.Displays;
import io.wugan.devices.serial.SerialBuses;
import io.wugan.sync.ledger.LedgerView;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.OptionalLong;

/**
 * Makes the displays of a board's lanes. They share its serial lines, and what is known of free
 * bays.
 */
final class LaneDisplays {

  private final SerialBuses buses = new SerialBuses();
  private final HealthEvents health;
  private final LotClock clock;
  private final FreeBays bays;

  /**
   * @param config whose lanes they belong to; its ledger is open
   * @param health told when one falls silent
   * @param clock for quiet hours, and for the panels' own clocks
   */
  LaneDisplays(AgentConfig config, HealthEvents health, LotClock clock) {
    this.health = health;
    this.clock = clock;
    this.bays = new FreeBays(inside(config));
  }

  // Without a counter at the lanes nobody asks, and the ledger need not be read.
  private static OptionalLong inside(AgentConfig config) {
    if (config.lanes().stream().allMatch(lane -> lane.display().messages().bays().isEmpty())) {
      return OptionalLong.empty();
    }
    try (LedgerView view = LedgerView.open(new DataFolder(config.data()).ledger())) {
      return OptionalLong.of(view.occupancy());
    }
  }

  /** The display of a lane; its threads run. */
  DriverDisplay of(LaneConfig lane) {
    String id = lane.lane().id();
    Display device = Displays.open(id, lane.display().panel(), buses);
    DriverMessages messages = new DriverMessages(lane.display().messages(), bays, this::timeOfDay);
    return new DriverDisplay(
        id, new DriverDisplay.Panel(device, messages), health, clock, DriverDisplay.ANSWER_LIMIT);
  }

  private LocalTime timeOfDay() {
    return LocalTime.ofInstant(clock.now().utc(), ZoneId.systemDefault());
  }
}
