package io.wugan.agent.config;

import io.wugan.agent.message.MessageSettings;
import io.wugan.devices.display.DisplaySettings;

/**
 * A lane's display. Immutable.
 *
 * @param panel the hardware, or none
 * @param messages what it says
 */
public record DisplayConfig(DisplaySettings panel, MessageSettings messages) {

  /** No display: what would be shown is told in the log. */
  public static final DisplayConfig NONE =
      new DisplayConfig(DisplaySettings.LOG, MessageSettings.STANDARD);
}
