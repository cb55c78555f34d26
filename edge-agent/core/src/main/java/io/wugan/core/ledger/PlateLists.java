package io.wugan.core.ledger;

import io.wugan.core.listing.PlateList;
import java.util.concurrent.CompletableFuture;

/** Where the lot's list is kept for good. Thread-safe. */
public interface PlateLists {

  /**
   * Takes the list in place of the one that is held, if its revision is higher; all of it or
   * nothing. The future completes once it is captured, on the ledger's thread, and exceptionally
   * with a {@link LedgerException} if it could not be written.
   *
   * @throws LedgerException if there is no place for more work
   */
  CompletableFuture<Replacement> replace(PlateList list);

  /**
   * What became of a list.
   *
   * @param replaced whether it is the list now; false where it is older than what is held, or the
   *     same
   * @param held revision that is held now; 0 for none
   * @param plates plates on the list that is held now
   */
  record Replacement(boolean replaced, long held, int plates) {}
}
