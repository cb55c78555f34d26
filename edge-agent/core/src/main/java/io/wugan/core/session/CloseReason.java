package io.wugan.core.session;

/** Why a session is closed (关闭原因). */
public enum CloseReason {
  /** An exit passage with the same plate. */
  EXIT_MATCHED,
  /** An exit passage with a plate that differs by a likely misreading. */
  EXIT_MATCHED_FUZZY,
  /** The same plate entered again, so its exit was missed; the exit time stays unknown (重复入场). */
  REENTRY_IMPLIED_EXIT,
  /** Open for longer than any stay is believed; the exit time stays unknown (超时). */
  MAX_STAY_EXCEEDED,
  /** A person closed it. */
  OPERATOR,
  /** The cloud closed it (业务纠正). */
  CLOUD_CORRECTION,
  /** Everything inside was declared gone (清场); the exit time stays unknown. */
  INVENTORY_RESET
}
