package io.wugan.agent.desk;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.PlateLists;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes lists of plates. Thread-safe. */
public final class ListService {

  private static final long COMMIT_LIMIT_SECONDS = 30;

  private final PlateLists lists;

  /**
   * @param lists where the list is kept
   */
  public ListService(PlateLists lists) {
    this.lists = lists;
  }

  /**
   * Takes a list in place of the one that is held; blocks until it is captured. The same revision
   * again counts as applied.
   *
   * @return what is held now, or why it stays as it was
   * @throws LedgerException if the ledger does not write; the list may be handed in again
   */
  public Answer apply(DeskOrder.Replace order) throws InterruptedException {
    try {
      PlateLists.Replacement became =
          lists.replace(order.list()).get(COMMIT_LIMIT_SECONDS, TimeUnit.SECONDS);
      boolean held = became.held() == order.list().revision();
      return new Answer(order.id(), held, told(became, held));
    } catch (ExecutionException failed) {
      throw new LedgerException("list not captured: " + failed.getMessage(), failed);
    } catch (TimeoutException late) {
      throw new LedgerException("list not captured within " + COMMIT_LIMIT_SECONDS + " s", late);
    }
  }

  private static String told(PlateLists.Replacement became, boolean held) {
    String list =
        String.format(Locale.ROOT, "revision %d with %d plates", became.held(), became.plates());
    if (became.replaced()) {
      return list + " is the list now";
    }
    return held
        ? list + " is held already, nothing was changed: another list needs a higher revision"
        : list + " is held, which is newer: a list needs a higher revision";
  }
}
