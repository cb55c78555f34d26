package io.wugan.sync.ledger;

import io.wugan.core.plate.PlateNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody asks that what is known of their vehicle be deleted. Immutable.
 *
 * @param id tells repetitions
 * @param plate of the vehicle
 * @param stay only this stay; empty for all of the vehicle, and its place on the list
 * @param by who decides, for the audit
 * @param reason why, for the audit
 */
public record ForgetRequest(
    UUID id, PlateNumber plate, Optional<UUID> stay, String by, String reason) {

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  public ForgetRequest {
    if (by.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("--by and --reason must not be blank");
    }
    if (names(by, plate) || names(reason, plate)) {
      throw new IllegalArgumentException(
          "--by and --reason must not name the plate: they are kept in the audit");
    }
  }

  /** However it is written: {@code 浙A·12345}, {@code 浙a 12345}. */
  private static boolean names(String text, PlateNumber plate) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT).contains(plate.text());
  }
}
