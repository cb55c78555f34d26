package io.wugan.core.session;

/** A correction contradicts what is written. Nothing was changed. */
public final class CorrectionRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem what is wrong, and what is allowed
   */
  public CorrectionRefusedException(String problem) {
    super(problem);
  }
}
