package io.wugan.agent.page.access;

/**
 * What a user is on the page. Each may do what the one before may.
 *
 * <pre>
 * may                                                 VIEWER  OPERATOR  INSTALLER
 * see lanes, health, backlog, clock, counts              x        x         x
 * see passages and stays, plates masked, no pictures     x        x         x
 * change the own password                                x        x         x
 * see plates in full, pictures, the live picture                  x         x
 * decide review items, keep a tally, aim                          x         x
 * see and change settings and lane geometry                                 x
 * make and remove users, read the audit                                     x
 * </pre>
 */
public enum Role {
  /** Looks at how the board is (只读). */
  VIEWER,
  /** Works with stays and plates (操作员). */
  OPERATOR,
  /** Sets the board up (安装人员). */
  INSTALLER;

  /** Whether this role may do what {@code needed} may. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
