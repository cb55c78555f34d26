package io.wugan.devices.gpio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Inputs and outputs of a board.
 *
 * @param driver how they are reached
 * @param chip the kernel's character device, such as {@code /dev/gpiochip0}, or its label, such as
 *     {@code pinctrl-rp1}; {@link Driver#KERNEL} alone uses it
 * @param folder of the files that stand for contacts; {@link Driver#SIMULATED} alone uses it
 * @param inputs with different ids and lines
 * @param outputs likewise
 */
public record GpioSettings(
    Driver driver, String chip, Path folder, List<Input> inputs, List<Output> outputs) {

  /** The last line that a chip may have. */
  public static final int LAST_LINE = 1023;

  public GpioSettings {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** How inputs and outputs are reached. */
  public enum Driver {
    /** {@link #PI4J} on a Raspberry Pi, {@link #KERNEL} elsewhere. */
    AUTO,
    /** Pi4J with libgpiod: Raspberry Pi alone. */
    PI4J,
    /** The kernel's character device, on any board with Linux 5.10 or newer. */
    KERNEL,
    /** Files, for a laptop. */
    SIMULATED
  }

  /** The resistor inside the board. */
  public enum Pull {
    NONE,
    UP,
    DOWN
  }

  /**
   * An input.
   *
   * @param id name in the configuration
   * @param line number of the line; on a Raspberry Pi the BCM number
   * @param activeLow whether the contact draws the line low, as most opto-isolated inputs do
   * @param pull the resistor
   * @param tamper whether it watches a door or a housing
   */
  public record Input(String id, int line, boolean activeLow, Pull pull, boolean tamper) {}

  /**
   * An output.
   *
   * @param id name in the configuration
   * @param line number of the line; on a Raspberry Pi the BCM number
   * @param activeLow whether a low line switches the relay on
   * @param maxOn the longest that it may be on at a stretch
   */
  public record Output(String id, int line, boolean activeLow, Duration maxOn) {}
}
