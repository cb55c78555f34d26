package io.wugan.agent.lane;

/** What switches a relay of a lane on. */
public enum SignalCause {
  /** The agent runs: an illuminator. */
  ALWAYS,
  /** The camera sees by night: an illuminator. */
  DARK,
  /** A loop or the virtual loop feels a vehicle. */
  PRESENT,
  /** A passage is captured: a green lamp. */
  CAPTURED,
  /** A passage without a readable plate is captured. */
  NOPLATE,
  /** A vehicle goes the wrong way. */
  WRONG_WAY
}
