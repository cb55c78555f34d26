package io.wugan.core.recognition;

import io.wugan.core.device.Frame;
import io.wugan.core.plate.PlateRead;
import java.util.List;

/**
 * Finds and reads the plates of a frame. Confined to one thread; holds native memory until closed.
 */
public interface PlateRecognizer extends AutoCloseable {

  /**
   * Every plate in the frame, best detection first; empty where there is none or where nothing
   * moved. The frame stays the caller's.
   */
  List<PlateRead> recognize(Frame frame);

  @Override
  void close();
}
