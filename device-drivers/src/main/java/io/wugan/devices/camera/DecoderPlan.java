package io.wugan.devices.camera;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which decoder a camera is to use, as far as was found out; what is told is told once. Confined to
 * the camera's thread.
 */
final class DecoderPlan {

  private static final Logger log = LoggerFactory.getLogger(DecoderPlan.class);

  private final String cameraId;
  private final DecoderChoice choice;
  private boolean failed;

  DecoderPlan(String cameraId, DecoderChoice choice) {
    this.cameraId = cameraId;
    this.choice = choice;
  }

  /** Whether the board's decoder is to be tried. */
  boolean triesHardware() {
    return choice != DecoderChoice.SOFTWARE && !failed;
  }

  /** The board's decoder cannot be used: from now on the processor decodes. */
  void hardwareFailed(String why) {
    if (!failed && choice == DecoderChoice.HARDWARE) {
      log.warn("camera {}: {}; the processor decodes instead", cameraId, why);
    } else if (!failed) {
      log.info("camera {}: the processor decodes ({})", cameraId, why);
    }
    failed = true;
  }

  /** Data came and no picture. */
  void noPictures(boolean hardware) {
    if (hardware) {
      hardwareFailed("the board's decoder gives no pictures");
    }
  }
}
