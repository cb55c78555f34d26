package io.wugan.devices.camera;

/** How fast a recording is played. */
public enum Pace {
  /** Every picture as soon as it is decoded. */
  AS_FAST_AS_POSSIBLE,
  /** As a camera would give them: none before its time, and late ones left out. */
  REALTIME
}
