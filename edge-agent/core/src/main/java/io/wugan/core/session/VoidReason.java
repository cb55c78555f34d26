package io.wugan.core.session;

/** Why a session never was a stay (作废). */
public enum VoidReason {
  /** Drove in and backed out again (折返). */
  TURN_BACK,
  /** There was no vehicle. */
  FALSE_READ,
  /** The same vehicle was recorded twice. */
  DUPLICATE
}
