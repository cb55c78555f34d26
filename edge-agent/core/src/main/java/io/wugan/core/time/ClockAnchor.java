package io.wugan.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A moment at which monotonic clock and UTC were both known. With it every time of the same boot
 * that was stamped by a clock that nobody trusted can be put right: {@code utc(event) = anchor.utc
 * + (event.mono − anchor.mono)}.
 *
 * @param at the reading, from a disciplined clock
 * @param reason why it was taken
 * @param movedMillis by how much UTC has moved against the monotonic clock since the last anchor,
 *     or since the first reading of the boot where this is the first; empty where nothing was read
 *     before
 */
public record ClockAnchor(LotTime at, Reason reason, OptionalLong movedMillis) {

  // Far more than a board's crystal is off by.
  private static final long DRIFT_PER_MILLION = 100;

  /** Why an anchor is taken. */
  public enum Reason {
    /** The first disciplined reading that the running program saw in this boot. */
    FIRST_SYNC,
    /** UTC jumped against the monotonic clock. */
    STEP,
    /** An hour has passed since the last. */
    HOURLY
  }

  /**
   * @throws IllegalArgumentException if the clock was not disciplined: such a reading proves
   *     nothing
   */
  public ClockAnchor {
    if (!at.isDisciplined()) {
      throw new IllegalArgumentException("no anchor comes from a clock that is " + at.quality());
    }
  }

  /** Whether it can put {@code time} right: of the same boot, by a clock that nobody trusted. */
  public boolean corrects(LotTime time) {
    return !time.isDisciplined() && time.bootId().equals(at.bootId());
  }

  /**
   * The same moment with the right UTC. Boot and monotonic reading stay. The error grows by 0.1 ms
   * for each second between the two, where the anchor's is known.
   *
   * @throws IllegalArgumentException if it is of another boot
   */
  public LotTime correct(LotTime time) {
    if (!time.bootId().equals(at.bootId())) {
      throw new IllegalArgumentException(
          "an anchor of boot " + at.bootId() + " says nothing of boot " + time.bootId());
    }
    long apart = time.monoMillis() - at.monoMillis();
    Instant utc = at.utc().plus(Duration.ofMillis(apart));
    OptionalInt error = OptionalInt.empty();
    if (at.errorMillis().isPresent()) {
      long drift = Math.abs(apart) / (1_000_000 / DRIFT_PER_MILLION);
      error = OptionalInt.of(Math.toIntExact(at.errorMillis().getAsInt() + drift));
    }
    return new LotTime(utc, time.monoMillis(), time.bootId(), ClockQuality.HOLDOVER, error);
  }
}
