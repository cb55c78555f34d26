package io.wugan.sync.contract;

/**
 * How far a command is.
 *
 * <pre>
 * ACCEPTED ──▶ DONE
 *    │
 *    └───────▶ FAILED
 * REFUSED, EXPIRED: never begun
 * </pre>
 */
public enum CommandStatus {
  /** Written down; it will be done, whatever breaks. */
  ACCEPTED,
  /** Done, now or before. */
  DONE,
  /** Could not be done; the text says why. */
  FAILED,
  /** Not of this board, of an unknown type, or without what it needs. */
  REFUSED,
  /** Came too late. */
  EXPIRED;

  /** Whether nothing more will come. */
  public boolean isFinal() {
    return this != ACCEPTED;
  }
}
