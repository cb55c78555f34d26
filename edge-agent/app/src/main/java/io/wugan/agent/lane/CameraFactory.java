package io.wugan.agent.lane;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.FrameSource;

/** Opens a lane's camera; called again after it failed. */
@FunctionalInterface
public interface CameraFactory {

  /**
   * A camera that is ready to give frames.
   *
   * @throws DeviceException if it cannot be opened
   */
  FrameSource open() throws DeviceException;
}
