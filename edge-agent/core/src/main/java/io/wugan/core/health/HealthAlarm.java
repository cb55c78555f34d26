package io.wugan.core.health;

import io.wugan.core.time.LotTime;
import java.util.Optional;

/**
 * Something is wrong, or right again; told once each.
 *
 * @param kind what
 * @param place where
 * @param raised true when it begins, false when it is over
 * @param at when it was noticed
 * @param detail more, for a person, in one line and without plates; empty where the kind says all
 */
public record HealthAlarm(
    HealthKind kind, HealthPlace place, boolean raised, LotTime at, Optional<String> detail) {

  /** Stands for the whole board. */
  public static final String BOARD = "board";

  /** An alarm of a lane as a whole, or of the board. */
  public HealthAlarm(
      HealthKind kind, String laneId, boolean raised, LotTime at, Optional<String> detail) {
    this(kind, HealthPlace.lane(laneId), raised, at, detail);
  }

  /** An alarm whose kind says all. */
  public HealthAlarm(HealthKind kind, String laneId, boolean raised, LotTime at) {
    this(kind, laneId, raised, at, Optional.empty());
  }

  /** The lane, or {@link #BOARD}. */
  public String laneId() {
    return place.laneId();
  }
}
