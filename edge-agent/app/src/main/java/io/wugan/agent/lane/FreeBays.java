package io.wugan.agent.lane;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How many vehicles are inside, as the ledger counted them last; shared by the lanes of a board, so
 * that a display at the entry knows of those who left. Thread-safe, never blocks.
 */
public final class FreeBays {

  private volatile OptionalLong inside;

  /**
   * @param inside vehicles inside; empty where that is not known yet
   */
  public FreeBays(OptionalLong inside) {
    this.inside = inside;
  }

  /** Told after each passage. */
  void counted(long vehiclesInside) {
    inside = OptionalLong.of(vehiclesInside);
  }

  /** Bays left of so many, 0 where it is full or fuller; empty where nobody knows. */
  OptionalInt of(OptionalInt bays) {
    OptionalLong vehicles = inside;
    if (bays.isEmpty() || vehicles.isEmpty()) {
      return OptionalInt.empty();
    }
    long free = bays.getAsInt() - Math.max(0, vehicles.getAsLong());
    return OptionalInt.of((int) Math.max(0, free));
  }
}
