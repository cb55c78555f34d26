package io.wugan.core.ledger;

/** The ledger could not write. What was asked for is not captured. */
public final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem what failed, where, and what can be done
   */
  public LedgerException(String problem) {
    super(problem);
  }

  /**
   * @param problem what failed, where, and what can be done
   * @param cause what the database said
   */
  public LedgerException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
