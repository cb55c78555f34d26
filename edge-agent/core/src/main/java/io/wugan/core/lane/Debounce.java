package io.wugan.core.lane;

import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the chatter of a contact out of its changes: a change counts, from when it began, once the
 * input has stayed so for as long as is asked. Pure; confined to one thread.
 */
final class Debounce {

  private final Duration hold;
  private boolean settled;
  private @Nullable InputEdge candidate;

  /**
   * @param hold how long a change must last; not negative
   */
  Debounce(Duration hold) {
    this.hold = hold;
  }

  /** The input has changed; {@link #settle} is to be called with its time before. */
  void onEdge(InputEdge edge) {
    if (edge.active() == settled) {
      candidate = null; // back again before it counted
    } else if (candidate == null) {
      candidate = edge;
    }
  }

  /** The change that counts by now, once. */
  Optional<InputEdge> settle(LotTime now) {
    InputEdge waiting = candidate;
    if (waiting == null || now.since(waiting.at()).compareTo(hold) < 0) {
      return Optional.empty();
    }
    candidate = null;
    settled = waiting.active();
    return Optional.of(waiting);
  }

  boolean isActive() {
    return settled;
  }

  /** Nobody knows how the input is any more. */
  void reset() {
    candidate = null;
    settled = false;
  }
}
