package io.wugan.lab.billing;

/** The back end's database failed; nothing of the transaction is committed. */
public final class BillingLedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BillingLedgerException(String message, Throwable cause) {
    super(message, cause);
  }

  BillingLedgerException(String message) {
    super(message);
  }
}
