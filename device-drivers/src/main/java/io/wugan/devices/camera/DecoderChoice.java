package io.wugan.devices.camera;

/** What decodes H.264 and H.265. */
public enum DecoderChoice {
  /** The board's decoder where it has one, as a Raspberry Pi 4 for H.264; else the processor. */
  AUTO,
  /** The processor. */
  SOFTWARE,
  /** The board's decoder; where it does not work the processor, which is told as a warning. */
  HARDWARE
}
