package io.wugan.core.device;

import java.time.LocalDateTime;
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

  /**
   * Shows lines, as {@link #show} does, says something, and shows how many bays are free, as far as
   * the hardware can. One that can only show lines does that.
   *
   * @throws DeviceException if the hardware does not answer
   */
  default void announce(Announcement announcement) throws DeviceException {
    show(announcement.lines());
  }

  /**
   * Does what is due while there is nothing to show, such as setting the display's own clock. To be
   * called about once a minute, within the same limits as {@link #show}.
   *
   * @param now the time of day at the lot
   * @return whether the hardware was spoken to; false where nothing was due
   * @throws DeviceException if the hardware does not answer
   */
  default boolean tend(LocalDateTime now) throws DeviceException {
    return false;
  }

  @Override
  void close();
}
