package io.wugan.lab.lot;

/** A rule that must hold after every step does not. */
public final class BrokenRuleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what which rule, and where
   */
  public BrokenRuleException(String what) {
    super(what);
  }
}
