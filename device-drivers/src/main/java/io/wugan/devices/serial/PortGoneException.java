package io.wugan.devices.serial;

import java.io.IOException;

/** A serial port cannot be opened, or was there and is no longer. */
final class PortGoneException extends IOException {

  private static final long serialVersionUID = 1L;

  PortGoneException(String message) {
    super(message);
  }

  PortGoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
