package io.wugan.devices.display;

import io.wugan.devices.serial.SerialSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * A panel, and the way to it. Immutable.
 *
 * @param type its family
 * @param connection the way to it
 * @param panel its number on the line, 0 to 255
 * @param answering whether it answers, and how soon
 * @param look how text is laid out on it
 */
public record DisplaySettings(
    PanelType type, Connection connection, int panel, Answering answering, Look look) {

  /** No panel at all. */
  public static final DisplaySettings LOG =
      new DisplaySettings(
          PanelType.LOG, new None(), 0, Answering.STANDARD, Look.standard(PanelType.LOG));

  /**
   * @throws IllegalArgumentException if something is out of range or does not fit together
   */
  public DisplaySettings {
    require(panel >= 0 && panel <= 255, "panel " + panel + "; allowed: 0 to 255");
    require(
        look.lines() <= type.mostLines() && look.lineBytes() <= type.mostLineBytes(),
        "%d lines of %d bytes; %s has at most %d of %d"
            .formatted(
                look.lines(), look.lineBytes(), type, type.mostLines(), type.mostLineBytes()));
    require(
        (type == PanelType.LOG) == (connection instanceof None),
        "a panel needs a port or an address, and LOG needs none");
    require(
        !(connection instanceof Network net && net.udp()) || type == PanelType.LCD,
        "UDP; allowed for LCD only, serial frames go over TCP");
    require(
        !(connection instanceof Serial) || type != PanelType.LCD,
        "LCD on a serial line; allowed: udp://HOST:PORT or tcp://HOST:PORT");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The way to a panel. */
  public sealed interface Connection permits None, Serial, Network {}

  /** There is no panel. */
  public record None() implements Connection {}

  /**
   * A serial line, perhaps shared with other panels.
   *
   * @param line the line
   */
  public record Serial(SerialSettings line) implements Connection {}

  /**
   * A network.
   *
   * @param udp datagrams; otherwise a connection of TCP, opened at the first announcement
   * @param host name or address
   * @param port 1 to 65535
   */
  public record Network(boolean udp, String host, int port) implements Connection {
    @Override
    public String toString() {
      return (udp ? "udp://" : "tcp://") + host + ":" + port;
    }
  }

  /**
   * Whether a panel answers.
   *
   * @param answers false for boards that never do: what is sent to them counts as shown
   * @param within how long after the last byte of a request its answer may take
   */
  public record Answering(boolean answers, Duration within) {
    /** Answers, within 0.3 s. */
    public static final Answering STANDARD = new Answering(true, Duration.ofMillis(300));
  }

  /** Colour of text, where a panel has several. */
  public enum PanelColor {
    /** Red, which every panel has. */
    RED,
    /** Green. */
    GREEN,
    /** Red and green together. */
    YELLOW
  }

  /**
   * How text is laid out.
   *
   * @param lines how many lines the panel has, 0 to the family's most
   * @param lineBytes longest line in bytes of GBK: what fits beside each other, two for a Chinese
   *     character
   * @param stays how long a text stays before the panel goes back to its own, 1 s to 255 s
   * @param color of the text
   * @param message JSON that an LCD panel is sent, with placeholders; empty for the usual one
   */
  public record Look(
      int lines, int lineBytes, Duration stays, PanelColor color, Optional<String> message) {

    /** What the family has room for, in red, for ten seconds. */
    public static Look standard(PanelType type) {
      return new Look(
          type.mostLines(),
          Math.min(32, type.mostLineBytes()),
          Duration.ofSeconds(10),
          PanelColor.RED,
          Optional.empty());
    }
  }
}
