package io.wugan.core.session;

/** Life of a session: 在场, 已出场, 已作废. */
public enum SessionState {
  OPEN,
  CLOSED,
  VOIDED
}
