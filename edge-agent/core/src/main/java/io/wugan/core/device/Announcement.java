package io.wugan.core.device;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a lane's display is to tell a driver. Immutable.
 *
 * @param lines what a driver reads, top down; may be empty where only bays are to be shown
 * @param voice what a driver hears; empty for silence
 * @param freeBays bays left in the lot, 0 or more; empty where nobody knows
 */
public record Announcement(List<String> lines, String voice, OptionalInt freeBays) {

  public Announcement {
    lines = List.copyOf(lines);
  }

  /** Text alone. */
  public static Announcement of(List<String> lines) {
    return new Announcement(lines, "", OptionalInt.empty());
  }
}
