package io.wugan.agent.config;

import io.wugan.agent.lane.SignalCause;
import io.wugan.core.lane.LoopSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What of the board's inputs and outputs belongs to a lane.
 *
 * @param outerLoop input of the loop on the street's side, or of the only one
 * @param innerLoop input of the loop on the lot's side
 * @param loops how the loops' detectors behave
 * @param button input of the push button with which a person tells of a vehicle
 * @param signals its relays
 */
public record LaneContacts(
    Optional<String> outerLoop,
    Optional<String> innerLoop,
    LoopSettings loops,
    Optional<String> button,
    List<Signal> signals) {

  /** A lane that has none. */
  public static final LaneContacts NONE =
      new LaneContacts(
          Optional.empty(), Optional.empty(), LoopSettings.DEFAULT, Optional.empty(), List.of());

  public LaneContacts {
    signals = List.copyOf(signals);
  }

  /**
   * A relay and what switches it on.
   *
   * @param output name of the output
   * @param cause what switches it on
   * @param lasts for how long
   */
  public record Signal(String output, SignalCause cause, Duration lasts) {}
}
