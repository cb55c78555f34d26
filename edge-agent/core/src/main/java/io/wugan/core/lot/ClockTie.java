package io.wugan.core.lot;

import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A moment at which the clocks of two boards were both read: with it, whatever one board has
 * stamped in the same boot can be told by the keeper's clock. Both clocks run on without steps on
 * their monotonic side, so neither a step of one board's UTC nor a time server that it never
 * reached changes a stay.
 *
 * @param own the reading of the board that measured
 * @param keeper the reading of the keeper at the same moment
 * @param errorMillis the two may be so far from one moment: half of the way there and back
 */
public record ClockTie(LotTime own, LotTime keeper, int errorMillis) {

  // Far more than two crystals are off by.
  private static final long DRIFT_PER_MILLION = 100;

  /**
   * @throws IllegalArgumentException if the error is negative
   */
  public ClockTie {
    if (errorMillis < 0) {
      throw new IllegalArgumentException("an error of " + errorMillis + " ms; 0 or more is wanted");
    }
  }

  /** Whether it can tell {@code time} by the keeper's clock: stamped in the boot that measured. */
  public boolean covers(LotTime time) {
    return own.bootId().equals(time.bootId());
  }

  /**
   * The same moment by the keeper's clock. Where the keeper is still in the boot of the tie, by
   * what it takes for UTC now; otherwise by what it took for UTC then. Never later than {@code
   * now}.
   *
   * @param time of the board that measured
   * @param now the keeper's clock
   * @throws IllegalArgumentException if the tie does not cover it
   */
  public LotTime byKeeper(LotTime time, LotTime now) {
    if (!covers(time)) {
      throw new IllegalArgumentException(
          "a tie of boot " + own.bootId() + " says nothing of boot " + time.bootId());
    }
    long apart = time.monoMillis() - own.monoMillis();
    boolean sameBoot = keeper.bootId().equals(now.bootId());
    LotTime base = sameBoot ? now : keeper;
    long mono = keeper.monoMillis() + apart;
    if (sameBoot && mono > now.monoMillis()) {
      return now;
    }
    Duration back = Duration.ofMillis(base.monoMillis() - mono);
    return new LotTime(
        base.utc().minus(back), mono, base.bootId(), base.quality(), error(base, apart));
  }

  private OptionalInt error(LotTime base, long apart) {
    if (base.errorMillis().isEmpty()) {
      return OptionalInt.empty();
    }
    long drift = Math.abs(apart) / (1_000_000 / DRIFT_PER_MILLION);
    long error = base.errorMillis().getAsInt() + errorMillis + drift;
    return OptionalInt.of((int) Math.min(error, Integer.MAX_VALUE));
  }

  /** By how much the board's UTC was ahead of the keeper's; negative where it was behind. */
  public Duration ahead() {
    return Duration.between(keeper.utc(), own.utc());
  }
}
