package io.wugan.sync.ledger;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which records are asked for: those that meet every condition. Immutable.
 *
 * @param states how far they have come; none: however far
 * @param types such as {@code parking.entry.v1}; none: of any type
 * @param since happened at this moment or later, by their own time
 * @param until happened before this moment
 * @param session belong to this stay
 * @param first lowest number, at least 1
 * @param last highest number, not less than {@code first}
 */
public record RecordQuery(
    Set<OutboxState> states,
    Set<String> types,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<UUID> session,
    long first,
    long last) {

  /** Every record. */
  public static final RecordQuery ALL =
      new RecordQuery(
          Set.of(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          1,
          Long.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if no number or no moment can meet it
   */
  public RecordQuery {
    states = Set.copyOf(states);
    types = Set.copyOf(types);
    if (first < 1 || last < first) {
      throw new IllegalArgumentException(
          "numbers begin with 1 and the last is not less than the first, not "
              + first
              + " to "
              + last);
    }
    if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
      throw new IllegalArgumentException(
          "the beginning must lie before the end, not " + since.get() + " to " + until.get());
    }
  }

  /** Those of a stay. */
  public static RecordQuery ofSession(UUID session) {
    return new RecordQuery(
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(session),
        1,
        Long.MAX_VALUE);
  }

  /** The states as bits, bit 0 for {@link OutboxState#NEW}. */
  int stateBits() {
    Set<OutboxState> wanted = states.isEmpty() ? EnumSet.allOf(OutboxState.class) : states;
    return wanted.stream().mapToInt(state -> 1 << state.number()).sum();
  }
}
