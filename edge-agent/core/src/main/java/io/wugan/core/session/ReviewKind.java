package io.wugan.core.session;

/** Why a person should look (人工复核). */
public enum ReviewKind {
  /** A vehicle left, and no session is surely its own. */
  UNMATCHED_EXIT,
  /** A vehicle without a readable plate entered; its plate can be typed in from the picture. */
  UNREAD_ENTRY,
  /** A vehicle without a readable plate left; some session is still open that should not be. */
  UNREAD_EXIT,
  /** The same plate entered again, so its exit was missed. */
  MISSED_EXIT,
  /** Open for longer than any stay is believed. */
  OVERSTAY,
  /**
   * The same plate is inside already, and looks different: one of the two is a clone (套牌). Or its
   * stay began later than this entry, which another board told late.
   */
  SUSPECT_DUPLICATE,
  /** A vehicle passed, and nobody knows which way. */
  DIRECTION_UNKNOWN,
  /** An exit had closed a session on a likely misreading; the very plate left later. */
  DISPLACED_EXIT
}
