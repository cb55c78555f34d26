package io.wugan.devices.gpio;

import io.wugan.core.device.DeviceException;
import java.time.Duration;

/** Reaches the lines of a board. Confined to the thread {@code gpio}. */
interface GpioDriver extends AutoCloseable {

  /** Takes changes of inputs. */
  @FunctionalInterface
  interface Changes {
    /**
     * @param input index in the settings
     * @param active whether the contact is closed, whatever that means for the line
     * @param ageNanos how long ago, not negative
     */
    void changed(int input, boolean active, long ageNanos);
  }

  /**
   * How an input is now.
   *
   * @param input index in the settings
   */
  boolean read(int input) throws DeviceException;

  /**
   * Switches an output.
   *
   * @param output index in the settings
   */
  void write(int output, boolean on) throws DeviceException;

  /**
   * Hands over what changes, for at most {@code limit}; returns earlier when something did.
   *
   * @throws DeviceException if the lines are lost
   */
  void await(Duration limit, Changes changes) throws DeviceException, InterruptedException;

  /** Gives the lines back. Outputs are off by then. */
  @Override
  void close();
}
