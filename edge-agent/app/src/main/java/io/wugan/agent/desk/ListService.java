package io.wugan.agent.desk;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.core.ledger.PlateLists;
import java.util.Locale;

/** Takes lists of plates. Thread-safe. */
public final class ListService {

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
    PlateLists.Replacement became = LedgerWait.on(lists.replace(order.list()));
    boolean held = became.held() == order.list().revision();
    return new Answer(order.id(), held, told(became, held));
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
