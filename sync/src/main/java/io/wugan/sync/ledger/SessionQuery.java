package io.wugan.sync.ledger;

import io.wugan.core.session.SessionState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which stays are asked for: those that meet every condition. Immutable.
 *
 * @param states none: in any
 * @param since entered at this moment or later
 * @param until entered before this moment
 */
public record SessionQuery(
    Set<SessionState> states, Optional<Instant> since, Optional<Instant> until) {

  /**
   * @throws IllegalArgumentException if no moment can meet it
   */
  public SessionQuery {
    states = Set.copyOf(states);
    if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
      throw new IllegalArgumentException(
          "the beginning must lie before the end, not " + since.get() + " to " + until.get());
    }
  }
}
