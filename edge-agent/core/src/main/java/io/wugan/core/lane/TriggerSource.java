package io.wugan.core.lane;

/** What made the agent believe that a vehicle passed. */
public enum TriggerSource {
  /** The plate was followed through the picture (稳定触发). */
  VIDEO,
  /** An inductive loop (地感). */
  LOOP,
  /** A person. */
  MANUAL
}
