package io.wugan.core.session;

import io.wugan.core.lane.Passage;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the exit of an entry that is told after it: the gate's board was cut off while the vehicle
 * parked and left by another gate. Only where both clocks were set by a time server, because
 * nothing else orders the times of two boards; and only the very plate.
 */
final class LateEntry {

  private LateEntry() {}

  /** The first exit after {@code entry} that still waits for one; empty for nearly every entry. */
  static Optional<WaitingExit> exitOf(Passage entry, Duration maxStay, SessionBook book) {
    LotTime entered = entry.at();
    if (!entered.isDisciplined() || entry.plateNumber().isEmpty()) {
      return Optional.empty();
    }
    Instant until = entered.utc().plus(maxStay);
    return book.listWaitingExits(entry.plateNumber().get(), entered.utc(), until).stream()
        .filter(waiting -> isAfter(entered, waiting.exit().ref().at()))
        .filter(waiting -> waiting.exit().color().compatibleWith(entry.color()))
        .findFirst();
  }

  // Within one boot the monotonic clock decides: UTC may have been set back in between.
  private static boolean isAfter(LotTime entered, LotTime left) {
    return left.bootId().equals(entered.bootId())
        ? left.monoMillis() > entered.monoMillis()
        : left.isDisciplined();
  }
}
