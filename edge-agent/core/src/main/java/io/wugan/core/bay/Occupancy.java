package io.wugan.core.bay;

/** Whether a vehicle stands in a bay. */
public enum Occupancy {
  /** None does (空闲). */
  FREE,
  /** One does (占用). */
  OCCUPIED,
  /** Nothing was heard since the agent was started (未知). */
  UNKNOWN
}
