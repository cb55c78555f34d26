package io.wugan.agent.page.access;

/** Something that a person on the page asked for is not allowed, with what would be. */
public final class AccessRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String where;
  private final String allowed;

  /**
   * @param what what is wrong
   * @param where which field
   * @param allowed what is allowed there
   */
  public AccessRefusedException(String what, String where, String allowed) {
    super(what);
    this.where = where;
    this.allowed = allowed;
  }

  /** Which field. */
  public String where() {
    return where;
  }

  /** What is allowed there. */
  public String allowed() {
    return allowed;
  }
}
