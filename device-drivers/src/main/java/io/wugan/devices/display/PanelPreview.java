package io.wugan.devices.display;

import io.wugan.core.device.Announcement;
import io.wugan.devices.serial.SerialSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a panel would be sent, without any panel. Immutable.
 *
 * @param lines the lines as they fit, top down
 * @param dropped lines that the panel has no room for
 * @param voice what would be said; empty for nothing
 * @param unknown characters that GBK does not have, which are shown as '?'
 * @param frames the frames, in their order
 */
public record PanelPreview(
    List<Line> lines, List<String> dropped, String voice, Set<String> unknown, List<Frame> frames) {

  /**
   * A line.
   *
   * @param text the text
   * @param bytes its length in GBK
   */
  public record Line(String text, int bytes) {}

  /**
   * A frame.
   *
   * @param hex its bytes, as {@code 00 64 FF}
   * @param text the frame as text, where it is one
   * @param bytes how many
   * @param onTheLine how long a serial line is busy with it; empty for a network
   */
  public record Frame(String hex, Optional<String> text, int bytes, Optional<Duration> onTheLine) {}

  public PanelPreview {
    lines = List.copyOf(lines);
    dropped = List.copyOf(dropped);
    unknown = Set.copyOf(unknown);
    frames = List.copyOf(frames);
  }

  /** Previews an announcement. */
  public static PanelPreview of(DisplaySettings settings, Announcement announcement) {
    FittedText text = FittedText.of(announcement, settings);
    PanelProtocol protocol = PanelProtocol.of(settings);
    Set<String> unknown = new TreeSet<>();
    if (protocol.isGbk()) {
      unknown.addAll(GbkText.unknownIn(String.join("", text.lines()) + text.voice()));
    }
    return new PanelPreview(
        text.lines().stream().map(line -> new Line(line, GbkText.bytes(line))).toList(),
        text.dropped(),
        text.voice(),
        unknown,
        settings.type() == PanelType.LOG
            ? List.of()
            : protocol.frames(text).stream()
                .map(bytes -> frame(bytes, settings, protocol.isGbk()))
                .toList());
  }

  private static Frame frame(byte[] bytes, DisplaySettings settings, boolean binary) {
    Optional<Duration> onTheLine =
        settings.connection() instanceof DisplaySettings.Serial serial
            ? Optional.of(timeOf(serial.line(), bytes.length))
            : Optional.empty();
    Optional<String> text =
        binary ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
    return new Frame(Hex.of(bytes), text, bytes.length, onTheLine);
  }

  private static Duration timeOf(SerialSettings line, int bytes) {
    return Duration.ofMillis(bytes * 10_000L / line.baud());
  }
}
