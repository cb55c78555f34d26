package io.wugan.devices.display;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Display;
import java.util.List;

/** Keeps what a driver would read, for tests and for the local page. Thread-safe. */
public final class SimulatedDisplay implements Display {

  private final String displayId;
  private volatile List<String> lines = List.of();
  private volatile boolean closed;

  /**
   * @param displayId name of the display in the configuration
   */
  public SimulatedDisplay(String displayId) {
    this.displayId = displayId;
  }

  /**
   * @throws DeviceException if the display was closed
   */
  @Override
  public void show(List<String> lines) throws DeviceException {
    if (closed) {
      throw new DeviceException(displayId, "the display is closed");
    }
    this.lines = List.copyOf(lines);
  }

  /** What stands on the display now, top down; empty before the first and after closing. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    closed = true;
    lines = List.of();
  }
}
