package io.wugan.sync.ledger;

/** Why a picture is not kept any more. */
public enum GoneReason {
  /** The pictures took more room than they may. */
  QUOTA,
  /** The disk had too little room left. */
  SPACE,
  /** Its time was up. */
  RETENTION,
  /** Its file was not there, and nobody of the agent had taken it away. */
  MISSING
}
