package io.wugan.core.device;

import java.time.Duration;
import java.util.Optional;

/** A camera, or what stands in for one. Confined to the thread of its lane. */
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

  /**
   * Waits until {@link #next} would have something to say: a picture, the end or a failure. A lane
   * with other sensors asks first, and looks after those in between.
   *
   * @param limit the longest wait
   * @return whether it has
   */
  default boolean isReady(Duration limit) throws InterruptedException {
    return true; // a recording always has; it waits for the time of its picture in next()
  }

  /** Whether it sees by night, so that more light is wanted; false where that is not known. */
  default boolean isDark() {
    return false;
  }

  /** Gives everything back. Idempotent. */
  @Override
  void close();
}
