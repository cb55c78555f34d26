package io.wugan.core.lot;

/** A handover has no receipt. The keeper may have captured it all the same: hand it over again. */
public final class HandoverException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem what failed, where, and what can be done
   */
  public HandoverException(String problem) {
    super(problem);
  }
}
