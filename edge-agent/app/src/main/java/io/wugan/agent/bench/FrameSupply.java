package io.wugan.agent.bench;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import java.io.IOException;
import java.util.Optional;

/** Where frames come from. */
@FunctionalInterface
public interface FrameSupply {

  /**
   * The next frame, which the caller closes before it asks for another; empty at the end.
   *
   * @throws IOException if a picture cannot be read
   * @throws DeviceException if a recording cannot be read
   */
  Optional<Frame> next() throws IOException, DeviceException;
}
