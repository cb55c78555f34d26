package io.wugan.core.lane;

/** Which way a vehicle crossed the border of the lot. */
public enum Direction {
  ENTER,
  EXIT,
  UNKNOWN
}
