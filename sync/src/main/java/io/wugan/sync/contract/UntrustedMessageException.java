package io.wugan.sync.contract;

/** Nobody whom the board trusts has signed this. */
public final class UntrustedMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says why, never what the message holds. */
  public UntrustedMessageException(String reason) {
    super(reason);
  }

  /** Says why, never what the message holds. */
  public UntrustedMessageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
