package io.wugan.agent.runtime;

import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.config.LaneContacts;
import io.wugan.agent.config.LotConfig;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.devices.gpio.GpioSettings;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Whether a part of the agent tells when an alarm is over. An alarm from before a restart of which
 * that is not so, as of a lane or a camera that was taken away, is over at once. Immutable.
 */
final class LookedAfter implements BiPredicate<HealthKind, HealthPlace> {

  private final AgentConfig config;

  /**
   * @param config what the agent runs with now
   */
  LookedAfter(AgentConfig config) {
    this.config = config;
  }

  @Override
  public boolean test(HealthKind kind, HealthPlace place) {
    return switch (kind) {
      case DISPLAY_SILENT -> lane(place).isPresent();
      case UPLOAD_FAILING -> config.upload().which().uploads();
      case BACKUP_FAILING -> config.ledger().backupKeep() > 0;
      case DISK_FULL, JOURNAL_FAILING -> true;
      case BOARD_HOT, SUPPLY_WEAK, MEMORY_LOW, STORAGE_WEARS -> true;
      case CERTIFICATE_WANTED -> config.mqtt().tls().certificate().isPresent();
      case LEDGER_SALVAGED -> false;
      case CAMERA_SILENT,
          CAMERA_FROZEN,
          CAMERA_BLIND,
          CAMERA_BLURRED,
          CAMERA_TIMES_WRONG,
          CAMERA_SLOW ->
          isLiveCamera(place);
      // Of a lane as a whole: the width of its plates has drifted.
      case CAMERA_MOVED ->
          isLiveCamera(place) || (place.device().isEmpty() && lane(place).isPresent());
      case LOOP_STUCK_ON, LOOP_STUCK_OFF -> isLoop(place);
      case GPIO_FAILING -> !config.gpio().inputs().isEmpty() || !config.gpio().outputs().isEmpty();
      case TAMPER -> isTamperContact(place);
      case BAY_SENSOR_LOST, BAY_SENSOR_BATTERY_LOW ->
          config.bays().filter(bays -> BayKeeper.looksAfter(bays, place)).isPresent();
      case GATEWAY_FLOODED, BAYS_EXCEED_VEHICLES -> config.bays().isPresent();
      // Told anew by whatever is stuck now.
      case PART_STUCK -> false;
      case KEEPER_CONFLICT -> config.lot().isPresent();
      case KEEPER_AWAY, CLOCKS_DIFFER ->
          config.lot().filter(lot -> lot instanceof LotConfig.Gate).isPresent();
      case SISTER_AWAY -> isSister(place);
    };
  }

  private Optional<LaneConfig> lane(HealthPlace place) {
    return config.lanes().stream()
        .filter(lane -> lane.lane().id().equals(place.laneId()))
        .findFirst();
  }

  // Nobody watches a recording.
  private boolean isLiveCamera(HealthPlace place) {
    return config.lanes().stream()
        .map(LaneConfig::camera)
        .anyMatch(
            camera ->
                camera instanceof AgentConfig.LiveCamera live
                    && live.settings().place().equals(place));
  }

  private boolean isLoop(HealthPlace place) {
    return lane(place).map(LaneConfig::contacts).stream()
        .flatMap(LookedAfter::loops)
        .anyMatch(loop -> place.device().filter(loop::equals).isPresent());
  }

  private static Stream<String> loops(LaneContacts contacts) {
    return Stream.concat(contacts.outerLoop().stream(), contacts.innerLoop().stream());
  }

  private boolean isSister(HealthPlace place) {
    return config.lot().orElse(null) instanceof LotConfig.Keeper keeper
        && place.device().filter(keeper.boards()::contains).isPresent();
  }

  private boolean isTamperContact(HealthPlace place) {
    return place.laneId().equals(HealthAlarm.BOARD)
        && config.gpio().inputs().stream()
            .filter(GpioSettings.Input::tamper)
            .anyMatch(input -> place.device().filter(input.id()::equals).isPresent());
  }
}
