package io.wugan.sync.ledger;

import java.time.Duration;

/**
 * For how long rows are kept that are over. Acknowledged records are not among them: they go seven
 * days after their acknowledgement. Immutable.
 *
 * @param stays stays that have ended, from their end, with their passages and review items;
 *     passages of no stay; copies of the ledger and what was put aside; at least {@link
 *     #LEAST_STAYS}
 * @param corrections who changed what, from the change; those of a stay that is kept stay with it
 * @param listed plates of the list, from the end of their period
 */
public record RetentionPolicy(Duration stays, Duration corrections, Duration listed) {

  /**
   * Shortest time for stays: longer than the journal remembers, so that no salvage brings back what
   * was deleted.
   */
  public static final Duration LEAST_STAYS = Duration.ofDays(15);

  /** What a board does that is not told. */
  public static final RetentionPolicy DEFAULT =
      new RetentionPolicy(Duration.ofDays(90), Duration.ofDays(365), Duration.ofDays(30));

  /**
   * @throws IllegalArgumentException if stays would go too early, or a time is negative
   */
  public RetentionPolicy {
    if (stays.compareTo(LEAST_STAYS) < 0) {
      throw new IllegalArgumentException(
          "stays are kept for %d days at least, not for %s".formatted(LEAST_STAYS.toDays(), stays));
    }
    if (corrections.isNegative() || listed.isNegative()) {
      throw new IllegalArgumentException(
          "nothing is kept for less than no time: corrections %s, listed plates %s"
              .formatted(corrections, listed));
    }
  }
}
