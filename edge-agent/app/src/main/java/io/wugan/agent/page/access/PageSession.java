package io.wugan.agent.page.access;

/**
 * Somebody who is logged in. Immutable.
 *
 * @param token what the browser's cookie says; secret
 * @param csrf what scripts of the page itself must say with each change; secret
 * @param user who it is, by name: their role is looked up with each request
 */
public record PageSession(String token, String csrf, String user) {

  /** Shows no secrets. */
  @Override
  public String toString() {
    return "PageSession[" + user + "]";
  }
}
