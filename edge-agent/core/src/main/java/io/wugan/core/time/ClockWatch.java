package io.wugan.core.time;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Says when an anchor of the clock is due: at the first disciplined reading in a boot, when UTC has
 * moved against the monotonic clock by more than {@link #STEP_LIMIT} since the last anchor, and
 * every {@link #PERIOD} while the clock is disciplined.
 *
 * <p>Does no input or output and reads no clock. Confined to one owner.
 */
public final class ClockWatch {

  /** A clock that moved by more has stepped; NTP slews both clocks alike. */
  public static final Duration STEP_LIMIT = Duration.ofMillis(500);

  /** An anchor is at most so old. */
  public static final Duration PERIOD = Duration.ofHours(1);

  private @Nullable LotTime firstReading;
  private @Nullable LotTime anchored;

  /**
   * What is due at {@code reading}. Asked again without {@link #captured} it answers the same, so
   * that an anchor which could not be written is not lost.
   *
   * @param reading the clock now; readings of one boot come in order
   */
  public Optional<ClockAnchor> due(LotTime reading) {
    if (!sameBoot(firstReading, reading)) {
      firstReading = reading;
    }
    if (!reading.isDisciplined()) {
      return Optional.empty();
    }
    LotTime last = anchored;
    if (last == null || !sameBoot(last, reading)) {
      LotTime first = firstReading;
      OptionalLong moved =
          first == null || first.equals(reading)
              ? OptionalLong.empty()
              : OptionalLong.of(lead(reading) - lead(first));
      return Optional.of(new ClockAnchor(reading, ClockAnchor.Reason.FIRST_SYNC, moved));
    }
    long moved = lead(reading) - lead(last);
    if (Math.abs(moved) > STEP_LIMIT.toMillis()) {
      return anchor(reading, ClockAnchor.Reason.STEP, moved);
    }
    return reading.monoMillis() - last.monoMillis() >= PERIOD.toMillis()
        ? anchor(reading, ClockAnchor.Reason.HOURLY, moved)
        : Optional.empty();
  }

  /** The anchor is written down: what comes next is measured against it. */
  public void captured(ClockAnchor anchor) {
    anchored = anchor.at();
  }

  private static Optional<ClockAnchor> anchor(
      LotTime reading, ClockAnchor.Reason reason, long moved) {
    return Optional.of(new ClockAnchor(reading, reason, OptionalLong.of(moved)));
  }

  private static boolean sameBoot(@Nullable LotTime earlier, LotTime reading) {
    return earlier != null && earlier.bootId().equals(reading.bootId());
  }

  /** How far UTC is ahead of the monotonic clock, in milliseconds: constant but for steps. */
  private static long lead(LotTime time) {
    return time.utc().toEpochMilli() - time.monoMillis();
  }
}
