package io.wugan.sync.ledger;

/** Which ledgers this program writes, and which programs may go on with them. */
public final class LedgerVersion {

  /** Version of the tables that this program writes. */
  public static final int WRITTEN = LedgerSchema.VERSION;

  /** Programs whose version is not below this one go on with what this program has written. */
  public static final int OLDEST = 6;

  private LedgerVersion() {}
}
