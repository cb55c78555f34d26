package io.wugan.core.lot;

import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.LedgerException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Passages that a board has captured and the keeper has not. They outlive a power cut. Thread-safe.
 */
public interface WaitingPassages {

  /**
   * The oldest, in the order of capture, at most {@code limit}. Blocks for the time of a query.
   *
   * @param skip as many of the very oldest are passed over
   * @throws LedgerException if the board's ledger cannot be read
   */
  List<Passage> listOldest(int skip, int limit);

  /**
   * The keeper has these, pictures included; returns once that is written. Those that do not wait
   * are passed over.
   *
   * @throws LedgerException if it could not be written: they may still wait
   */
  void settle(Collection<UUID> passageIds);

  /** How many wait. */
  long count();
}
