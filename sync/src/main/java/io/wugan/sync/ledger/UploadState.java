package io.wugan.sync.ledger;

/** What has become of a picture that a record names. */
public enum UploadState {
  /** On the board; nobody has asked for it. */
  KEPT,
  /** On the board, to be uploaded. */
  WAITING,
  /** Where its address says. */
  UPLOADED,
  /** Its server takes others, but not this one; it stays on the board. */
  REFUSED,
  /** Pruned, or not found, before it was uploaded. */
  GONE
}
