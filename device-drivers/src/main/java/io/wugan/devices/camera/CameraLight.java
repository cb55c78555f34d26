package io.wugan.devices.camera;

/** By what light a camera sees. */
public enum CameraLight {
  /** Not known yet. */
  UNKNOWN,
  /** By daylight or good lamps, in colour. */
  DAY,
  /** By infrared light, which has no colours, or in the dark. */
  NIGHT
}
