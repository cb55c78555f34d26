package io.wugan.core.recognition;

import io.wugan.core.device.Frame;

/**
 * Looks at a camera's pictures for vehicles as such, whether or not they have a plate. Confined to
 * one thread; holds native memory until closed.
 */
public interface PresenceWatch extends AutoCloseable {

  /**
   * Whether a vehicle is at the watched place. Every frame is to be given, in the order of time.
   * The frame stays the caller's.
   */
  boolean present(Frame frame);

  @Override
  void close();
}
