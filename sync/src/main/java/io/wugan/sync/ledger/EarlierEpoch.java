package io.wugan.sync.ledger;

import java.util.UUID;

/**
 * A sequence of numbers that has ended. Immutable.
 *
 * @param epoch which; all zeros where nothing was left to say so
 * @param lastSeq its last number, as far as is known
 * @param why how it ended, without plates
 * @param told whether anybody was told
 */
public record EarlierEpoch(UUID epoch, long lastSeq, String why, boolean told) {

  /** Whether anything was left to say which sequence it was. */
  boolean isKnown() {
    return !epoch.equals(new UUID(0, 0));
  }
}
