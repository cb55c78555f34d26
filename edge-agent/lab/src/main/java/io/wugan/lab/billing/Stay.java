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
 * @param stayMillis length of the stay
 * @param minutes whole minutes that were priced
 * @param fen price in fen
 * @param priced what the price follows from
 * @param edge who recorded it
 */
public record Stay(
    String session,
    int revision,
    String plate,
    Instant entry,
    Instant exit,
    long stayMillis,
    long minutes,
    long fen,
    Priced priced,
    EdgeId edge) {

  /**
   * What a price follows from. Immutable.
   *
   * @param standing class of the vehicle: {@code MONTHLY}, {@code EXEMPT}, {@code ARREARS} or empty
   * @param tariff name of the tariff
   * @param tariffVersion its version
   */
  public record Priced(String standing, String tariff, int tariffVersion) {}

  @Override
  public String toString() {
    return "%s %s–%s %d min %d fen (session %s)"
        .formatted(PlateNumber.mask(plate), entry, exit, minutes, fen, session);
  }
}
