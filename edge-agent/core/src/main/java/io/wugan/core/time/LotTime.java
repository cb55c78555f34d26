package io.wugan.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * One instant on the clock of a lot: the best estimate of UTC, and beside it what is needed to put
 * that right later.
 *
 * @param utc best estimate when the event happened
 * @param monoMillis milliseconds on a clock that never steps, comparable within one boot
 * @param bootId the boot that {@code monoMillis} belongs to
 * @param quality how far {@code utc} can be trusted
 * @param errorMillis greatest error of {@code utc} in milliseconds, where known
 */
public record LotTime(
    Instant utc, long monoMillis, String bootId, ClockQuality quality, OptionalInt errorMillis) {

  /**
   * Time from {@code earlier} to this. Monotonic within one boot, so that a clock step changes no
   * stay; by UTC across boots, and never negative.
   */
  public Duration since(LotTime earlier) {
    Duration elapsed =
        bootId.equals(earlier.bootId)
            ? Duration.ofMillis(monoMillis - earlier.monoMillis)
            : Duration.between(earlier.utc, utc);
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }

  /** The instant that was so long before this one; not negative. */
  public LotTime minus(Duration age) {
    return new LotTime(utc.minus(age), monoMillis - age.toMillis(), bootId, quality, errorMillis);
  }

  /**
   * Whether {@link #since} tells the true time between the two: they are of one boot, or both from
   * a clock that was set by a time server.
   */
  public boolean isComparableTo(LotTime other) {
    return bootId.equals(other.bootId) || (isDisciplined() && other.isDisciplined());
  }

  /**
   * The time that has passed since {@code earlier} at the least: {@link #since} where the two are
   * comparable; otherwise the age of this boot, which {@code earlier} was before.
   */
  public Duration atLeastSince(LotTime earlier) {
    return isComparableTo(earlier) ? since(earlier) : Duration.ofMillis(Math.max(0, monoMillis));
  }

  /** Whether {@link #utc} comes from a clock that was set by a time server in this boot. */
  public boolean isDisciplined() {
    return quality == ClockQuality.SYNCED || quality == ClockQuality.HOLDOVER;
  }
}
