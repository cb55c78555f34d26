package io.wugan.lab.billing;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an event says of its session. Immutable.
 *
 * @param id session id
 * @param state its state
 * @param revision 1 when opened, higher with each change; the highest is true
 * @param review whether a person should look before it is billed
 * @param plate whole plate; empty for a vehicle without a readable one
 * @param lane lane of the entry; empty where it is not told
 * @param entry when it came in
 * @param exit when it left; empty while inside, and where it is not known
 * @param exitPassage id of the passage that closed it
 * @param stayMillis length of the stay by the edge's own steady clock, where it knows it
 * @param clocksKnown whether entry and exit can be held against one another
 * @param standing class of the vehicle, an empty text for none; empty where the event does not tell
 */
record SessionFact(
    String id,
    State state,
    int revision,
    boolean review,
    Optional<String> plate,
    String lane,
    Instant entry,
    Optional<Instant> exit,
    Optional<String> exitPassage,
    OptionalLong stayMillis,
    boolean clocksKnown,
    Optional<String> standing) {

  /** Life of a session. */
  enum State {
    OPEN,
    CLOSED,
    VOIDED
  }

  /** The same with the class that is known of it. */
  SessionFact withStanding(Optional<String> known) {
    return new SessionFact(
        id,
        state,
        revision,
        review,
        plate,
        lane,
        entry,
        exit,
        exitPassage,
        stayMillis,
        clocksKnown,
        known);
  }
}
