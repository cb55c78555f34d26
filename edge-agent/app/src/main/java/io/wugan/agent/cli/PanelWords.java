package io.wugan.agent.cli;

import io.wugan.devices.display.DisplaySettings;
import io.wugan.devices.display.DisplaySettings.Network;
import io.wugan.devices.display.DisplaySettings.Serial;

/** A panel in words. Stateless. */
final class PanelWords {

  private PanelWords() {}

  static String of(DisplaySettings panel) {
    if (panel.connection() instanceof Serial serial) {
      return "%s, panel %d on %s with %d baud"
          .formatted(panel.type(), panel.panel(), serial.line().port(), serial.line().baud());
    }
    if (panel.connection() instanceof Network network) {
      return "%s, panel %d at %s".formatted(panel.type(), panel.panel(), network);
    }
    return "no panel, told in the log";
  }
}
