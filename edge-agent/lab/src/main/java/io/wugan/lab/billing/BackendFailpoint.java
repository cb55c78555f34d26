package io.wugan.lab.billing;

import io.wugan.core.fault.Failpoints;

/** Places in the back end at which a crash leaves things half done, in the order of a message. */
public enum BackendFailpoint {
  /** Messages are here; nothing is written. */
  MESSAGES_RECEIVED,
  /** Everything of a group is written; nothing is committed. */
  BILLS_WRITTEN,
  /** Committed; neither the broker nor the edge knows. */
  BILLS_COMMITTED,
  /** The broker was told that its messages are in hand; the edge was not. */
  BROKER_TOLD,
  /** The edge was told. */
  EDGE_TOLD,
  /** The listener heard of a stay; the ledger does not know that it did. */
  LISTENER_TOLD;

  /** Tells that this place is passed. */
  public void pass() {
    Failpoints.pass(this);
  }
}
