package io.wugan.sync.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A hold on pictures, as it was asked for.
 *
 * @param id of the order; the same order twice is one hold
 * @param subject whose pictures
 * @param at when, as good as the board knew the time
 * @param by who asked for it
 * @param reason why
 * @param release how it ended; empty while it lasts
 */
public record EvidenceHold(
    UUID id, HoldSubject subject, Instant at, String by, String reason, Optional<Release> release) {

  public EvidenceHold {
    if (by.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("who holds pictures and why must be told");
    }
  }

  /**
   * The end of a hold.
   *
   * @param id of the order
   * @param at when
   * @param by who asked for it
   * @param reason why
   */
  public record Release(UUID id, Instant at, String by, String reason) {
    public Release {
      if (by.isBlank() || reason.isBlank()) {
        throw new IllegalArgumentException("who releases pictures and why must be told");
      }
    }
  }
}
