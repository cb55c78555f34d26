package io.wugan.core.device;

import java.util.List;

/** A lane's display (显示屏). Called by one thread at a time, never by the lane's own. */
public interface Display extends AutoCloseable {

  /**
   * Shows lines of text, top down, instead of what was shown before. A passage never fails or waits
   * because of its display. An adapter should give up within a second; the caller does after two,
   * and begins no other call before this one has returned.
   *
   * @param lines what a driver reads, in Chinese; lines too long for the hardware are cut by the
   *     adapter
   * @throws DeviceException if the hardware does not answer
   */
  void show(List<String> lines) throws DeviceException;

  @Override
  void close();
}
