package io.wugan.lab.billing;

import java.io.IOException;
import java.sql.SQLException;

/** All or nothing, on the connection that writes. Confined to its thread. */
final class LedgerTransaction {
  private final LedgerConnection connection;

  LedgerTransaction(LedgerConnection connection) {
    this.connection = connection;
  }

  /** The inside of a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  /**
   * Runs and commits.
   *
   * @throws BillingLedgerException if either fails; then nothing is changed
   */
  <T> T run(Work<T> work) {
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | IOException failed) {
      BillingLedgerException wrapped = new BillingLedgerException("the transaction failed", failed);
      try {
        connection.rollback();
      } catch (SQLException alsoFailed) {
        wrapped.addSuppressed(alsoFailed);
      }
      throw wrapped;
    }
  }
}
