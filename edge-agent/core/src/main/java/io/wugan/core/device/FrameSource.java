package io.wugan.core.device;

import java.util.Optional;

/** A camera, or what stands in for one. Confined to the thread of its camera. */
public interface FrameSource extends AutoCloseable {

  /** Name of the camera in the configuration. */
  String cameraId();

  /**
   * The next picture, or empty when there will be none any more. Blocks until there is one, for as
   * long as the adapter's limit. The caller closes the frame before it asks for another.
   *
   * @throws DeviceException if the source fails; the source is to be closed then
   */
  Optional<Frame> next() throws DeviceException;

  /** Gives everything back. Idempotent. */
  @Override
  void close();
}
