package io.wugan.core.bay;

import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices that more bays are occupied than vehicles are inside: a vehicle has come in unseen, or a
 * sensor is wrong. Which of them nobody can say, so that it is told of the lot and not of a bay,
 * once it has lasted: a vehicle that turns from one bay into another is in both for a while.
 * Confined to one thread.
 */
public final class ExcessWatch {

  private final Duration lasting;
  private @Nullable LotTime since;
  private boolean excess;

  /**
   * @param lasting for how long there must be more, or no more, until it counts
   */
  public ExcessWatch(Duration lasting) {
    this.lasting = lasting;
  }

  /**
   * How it stands now.
   *
   * @param occupied bays
   * @param inside vehicles that may stand in them
   * @return how many bays too many are occupied, where it has lasted; 0 once it is over; empty
   *     while it is not clear
   */
  public Optional<Long> update(long occupied, long inside, LotTime now) {
    boolean more = occupied > inside;
    if (more == excess) {
      since = null;
      return Optional.of(more ? occupied - inside : 0L);
    }
    LotTime begun = since;
    if (begun == null) {
      since = now;
      return Optional.empty();
    }
    if (now.since(begun).compareTo(lasting) < 0) {
      return Optional.empty();
    }
    excess = more;
    since = null;
    return Optional.of(more ? occupied - inside : 0L);
  }
}
