package io.wugan.devices.display;

import io.wugan.core.device.Announcement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * An announcement cut to what a panel has room for. Immutable.
 *
 * @param lines each within the panel's bytes, no more than it has
 * @param dropped lines that the panel has no room for
 * @param voice within the panel's bytes
 * @param freeBays as announced
 */
record FittedText(List<String> lines, List<String> dropped, String voice, OptionalInt freeBays) {

  FittedText {
    lines = List.copyOf(lines);
    dropped = List.copyOf(dropped);
  }

  static FittedText of(Announcement announcement, DisplaySettings settings) {
    DisplaySettings.Look look = settings.look();
    List<String> lines = new ArrayList<>();
    if (look.lines() > 0) {
      for (String line : announcement.lines()) {
        lines.addAll(GbkText.split(line, look.lineBytes()));
      }
    }
    int fitting = Math.min(lines.size(), look.lines());
    return new FittedText(
        lines.subList(0, fitting),
        lines.subList(fitting, lines.size()),
        GbkText.fit(announcement.voice(), settings.type().mostVoiceBytes()),
        announcement.freeBays());
  }
}
