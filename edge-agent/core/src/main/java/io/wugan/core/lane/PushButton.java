package io.wugan.core.lane;

import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A push button behind a digital input. Confined to the lane's thread. */
public final class PushButton {

  /** Shorter is chatter. */
  private static final Duration HOLD = Duration.ofMillis(50);

  private final InputEdges input;
  private final Debounce debounce = new Debounce(HOLD);

  /**
   * @param input where its changes come from
   */
  public PushButton(InputEdges input) {
    this.input = input;
  }

  /** When it was pressed since the last call, oldest first. */
  public List<LotTime> presses(LotTime now) {
    List<LotTime> pressed = new ArrayList<>();
    if (!input.isInOrder()) {
      debounce.reset();
    }
    for (InputEdge edge : input.take()) {
      note(edge.at(), pressed);
      debounce.onEdge(edge);
    }
    note(now, pressed);
    return List.copyOf(pressed);
  }

  private void note(LotTime now, List<LotTime> pressed) {
    debounce.settle(now).filter(InputEdge::active).ifPresent(press -> pressed.add(press.at()));
  }
}
