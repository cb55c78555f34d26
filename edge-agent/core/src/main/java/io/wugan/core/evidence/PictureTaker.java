package io.wugan.core.evidence;

import io.wugan.core.device.Frame;
import io.wugan.core.plate.Quad;
import java.util.List;

/** Makes the pictures that prove a passage. Confined to the thread of the recognizer. */
public interface PictureTaker {

  /**
   * The scene and the plate of a frame.
   *
   * @param frame stays the caller's
   * @param plate where the plate is
   */
  List<EvidenceImage> take(Frame frame, Quad plate);

  /**
   * The scene alone, of a vehicle whose plate is not seen.
   *
   * @param frame stays the caller's
   */
  EvidenceImage scene(Frame frame);
}
