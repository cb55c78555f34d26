package io.wugan.devices.display;

import io.wugan.core.device.Announcement;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Display;
import io.wugan.devices.serial.SerialBuses;
import java.util.List;

/** The way in: makes displays of settings. Stateless. */
public final class Displays {

  private Displays() {}

  /**
   * A display. Opens nothing yet: a panel that is not there is told of at the first announcement,
   * and used as soon as it comes.
   *
   * @param displayId name of the display in logs and errors, such as its lane
   * @param buses the board's serial lines; panels of one line must be given the same
   * @throws IllegalArgumentException if another device uses the same port in another way
   */
  public static Display open(String displayId, DisplaySettings settings, SerialBuses buses) {
    if (settings.type() == PanelType.LOG) {
      return new LogDisplay(displayId);
    }
    return new PanelDisplay(displayId, settings, PanelLine.of(settings.connection(), buses));
  }

  /**
   * Tells a panel something once, on a line of its own; blocks for a second at most.
   *
   * @return what the panel has answered to each frame, in words; empty for {@link PanelType#LOG}
   * @throws DeviceException if it does not answer
   */
  public static List<String> test(
      String displayId, DisplaySettings settings, Announcement announcement)
      throws DeviceException {
    if (settings.type() == PanelType.LOG) {
      return List.of();
    }
    PanelLine line = PanelLine.of(settings.connection(), new SerialBuses());
    try (PanelDisplay panel = new PanelDisplay(displayId, settings, line)) {
      return panel.tell(announcement);
    }
  }

  /**
   * Looks a message for an LCD panel over.
   *
   * @return what is wrong with it, in words; empty where it is good
   */
  public static String problemOfMessage(String message) {
    return LcdProtocol.problemOf(message);
  }
}
