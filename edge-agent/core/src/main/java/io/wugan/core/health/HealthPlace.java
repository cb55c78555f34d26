package io.wugan.core.health;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where something may be wrong.
 *
 * @param laneId the lane; {@link HealthAlarm#BOARD} for what belongs to none
 * @param device the device in the configuration, where a lane or the board has several that may
 *     fail in the same way; without spaces
 */
public record HealthPlace(String laneId, Optional<String> device) {

  private static final Pattern NAME = Pattern.compile("\\S{1,64}");

  /** The whole board. */
  public static final HealthPlace BOARD = new HealthPlace(HealthAlarm.BOARD, Optional.empty());

  /**
   * @throws IllegalArgumentException if a name is empty, longer than 64 or has spaces in it
   */
  public HealthPlace {
    require(laneId);
    device.ifPresent(HealthPlace::require);
  }

  private static void require(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no place: 1 to 64 characters without spaces are wanted");
    }
  }

  /** A lane as a whole. */
  public static HealthPlace lane(String laneId) {
    return new HealthPlace(laneId, Optional.empty());
  }

  /** A device of a lane. */
  public static HealthPlace device(String laneId, String deviceId) {
    return new HealthPlace(laneId, Optional.of(deviceId));
  }

  /** A device that belongs to no lane. */
  public static HealthPlace boardDevice(String deviceId) {
    return new HealthPlace(HealthAlarm.BOARD, Optional.of(deviceId));
  }

  /** {@code lane} or {@code lane device}. */
  @Override
  public String toString() {
    return device.map(name -> laneId + " " + name).orElse(laneId);
  }
}
