package io.wugan.core.ledger;

/** Decides what is to be written, inside the transaction that writes it. */
@FunctionalInterface
public interface LedgerWork {

  /**
   * Called on the ledger's thread, once; must not block and must not keep {@code book}.
   *
   * @param book sessions and lists, with everything that was decided before
   */
  LedgerChange decide(LedgerBook book);
}
