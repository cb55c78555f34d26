package io.wugan.core.lane;

/** Whether a vehicle clearly came nearer to the camera or went away from it. */
enum Tendency {
  NEARER,
  FARTHER,
  UNCLEAR;

  boolean opposite(Tendency other) {
    return this != other && this != UNCLEAR && other != UNCLEAR;
  }
}
