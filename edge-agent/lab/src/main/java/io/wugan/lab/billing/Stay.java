package io.wugan.lab.billing;

import io.wugan.core.plate.PlateNumber;
import java.time.Instant;

/**
 * One billed stay: one line of a bill. Immutable; {@link #toString()} masks the plate, the bill
 * itself has it whole.
 *
 * @param session id of the session; a session is billed once
 * @param revision revision of the session that was billed
 * @param plate whole plate, personal data
 * @param entry when it came in
 * @param exit when it left
 * @param minutes whole minutes that were priced
 * @param fen price in fen
 * @param edge who recorded it
 */
public record Stay(
    String session,
    int revision,
    String plate,
    Instant entry,
    Instant exit,
    long minutes,
    long fen,
    EdgeId edge) {

  @Override
  public String toString() {
    return "%s %s–%s %d min %d fen (session %s)"
        .formatted(PlateNumber.mask(plate), entry, exit, minutes, fen, session);
  }
}
