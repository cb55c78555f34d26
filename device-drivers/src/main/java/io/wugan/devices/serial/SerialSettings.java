package io.wugan.devices.serial;

import java.util.Objects;

/**
 * A serial line with 8 data bits, no parity and 1 stop bit. Immutable.
 *
 * @param port path of the device, best one that stays the same after a restart and in another
 *     socket, such as {@code /dev/serial/by-id/...}
 * @param baud bits a second, {@value #LEAST_BAUD} to {@value #MOST_BAUD}
 * @param direction who switches an RS-485 transceiver between sending and listening
 */
public record SerialSettings(String port, int baud, Direction direction) {

  /** The slowest line. */
  public static final int LEAST_BAUD = 1200;

  /** The fastest line. */
  public static final int MOST_BAUD = 115_200;

  /** What nearly every panel is delivered with. */
  public static final int USUAL_BAUD = 9600;

  /** Who switches the transceiver. */
  public enum Direction {
    /** The adapter itself, as nearly all do; also RS-232. */
    AUTO,
    /** The kernel's driver, through RTS, which is high while sending ({@code TIOCSRS485}). */
    RTS,
    /** The kernel's driver, through RTS, which is low while sending. */
    RTS_LOW
  }

  /**
   * @throws IllegalArgumentException if the port has no name or the speed is out of range
   */
  public SerialSettings {
    Objects.requireNonNull(direction, "direction");
    if (port.isBlank()) {
      throw new IllegalArgumentException("a serial line needs the path of its device");
    }
    if (baud < LEAST_BAUD || baud > MOST_BAUD) {
      throw new IllegalArgumentException(
          baud + " baud; allowed: " + LEAST_BAUD + " to " + MOST_BAUD);
    }
  }

  /** How long so many bytes are on the line, in nanoseconds: ten bits for each with 8N1. */
  long nanosFor(int bytes) {
    return bytes * 10_000_000_000L / baud;
  }
}
