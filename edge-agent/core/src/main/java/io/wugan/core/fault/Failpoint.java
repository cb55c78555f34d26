package io.wugan.core.fault;

/**
 * Places in the agent at which a crash leaves things half done, in the order of a vehicle's way:
 * its picture, its commit, its message, its acknowledgement; then start and end.
 */
public enum Failpoint {
  /** A picture is written, but has no name yet. */
  PICTURE_WRITTEN,
  /** A picture is kept; no passage knows of it. */
  PICTURE_KEPT,
  /** Everything of a group is written; nothing is committed. */
  LEDGER_WRITTEN,
  /** Committed; the journal does not know it, and nobody was answered. */
  LEDGER_COMMITTED,
  /** The journal is written and not synced. */
  JOURNAL_WRITTEN,
  /** Committed and in the journal; nobody was answered. */
  LEDGER_JOURNALED,
  /** Records are on their way to the broker's library. */
  UPLINK_PUBLISHING,
  /** Handed to the library; the broker has not answered. */
  UPLINK_PUBLISHED,
  /** The broker has them; the ledger does not know. */
  UPLINK_TAKEN,
  /** The cloud's acknowledgement is here; the ledger does not know. */
  ACK_RECEIVED,
  /** The acknowledgement is written down. */
  ACK_APPLIED,
  /** The ledger is open; nothing else runs. */
  LEDGER_OPENED,
  /** Connected; the birth is not sent. */
  UPLINK_CONNECTED,
  /** The agent ends in order; the log is not yet in the database. */
  LEDGER_CLOSING;

  /** Tells that this place is passed. */
  public void pass() {
    Failpoints.pass(this);
  }
}
