package io.wugan.agent.lane;

import io.wugan.core.device.DigitalOutput;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PassageFlag;
import java.time.Duration;
import java.util.List;

/** Relays that a lane switches. A passage never waits for one. Confined to the lane's thread. */
public final class LaneSignals {

  /** A lane without relays. */
  public static final LaneSignals NONE = new LaneSignals(List.of());

  private final List<Rule> rules;

  /**
   * When a relay is on.
   *
   * @param output the relay
   * @param cause what switches it on
   * @param lasts for how long; while the cause lasts, from its end
   */
  public record Rule(DigitalOutput output, SignalCause cause, Duration lasts) {}

  /**
   * @param rules any number
   */
  public LaneSignals(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * To be called several times a second.
   *
   * @param present whether a vehicle is felt
   * @param dark whether the camera sees by night
   */
  void onTurn(boolean present, boolean dark) {
    raise(SignalCause.ALWAYS);
    if (dark) {
      raise(SignalCause.DARK);
    }
    if (present) {
      raise(SignalCause.PRESENT);
    }
  }

  /** A passage is captured. */
  void onCaptured(Passage passage) {
    raise(SignalCause.CAPTURED);
    if (passage.plateNumber().isEmpty()) {
      raise(SignalCause.NOPLATE);
    }
    if (passage.flags().contains(PassageFlag.WRONG_WAY)) {
      raise(SignalCause.WRONG_WAY);
    }
  }

  private void raise(SignalCause cause) {
    for (Rule rule : rules) {
      if (rule.cause() == cause) {
        rule.output().switchOn(rule.lasts());
      }
    }
  }
}
