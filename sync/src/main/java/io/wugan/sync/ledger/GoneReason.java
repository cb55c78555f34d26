package io.wugan.sync.ledger;

/** Why a picture is not kept any more. */
public enum GoneReason {
  /** The pictures took more room than they may. */
  QUOTA,
  /** The disk had too little room left. */
  SPACE,
  /** Its time was up. */
  RETENTION,
  /** Somebody had the right to have it deleted, and asked. */
  REQUEST,
  /** Its file was not there, and nobody of the agent had taken it away. */
  MISSING
}
