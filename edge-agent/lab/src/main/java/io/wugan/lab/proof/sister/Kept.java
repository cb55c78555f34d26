package io.wugan.lab.proof.sister;

import java.time.Duration;
import java.util.Optional;

/**
 * A stay as the keeper's ledger has it.
 *
 * @param session its id
 * @param plate as it was read; empty without a plate
 * @param state {@code OPEN}, {@code CLOSED} or {@code VOIDED}
 * @param exitPassage id of the passage that closed it
 * @param length as it is billed; empty where the two clocks cannot be compared
 */
record Kept(
    String session,
    String plate,
    String state,
    Optional<String> exitPassage,
    Optional<Duration> length) {

  boolean isClosed() {
    return state.equals("CLOSED") && exitPassage.isPresent();
  }
}
