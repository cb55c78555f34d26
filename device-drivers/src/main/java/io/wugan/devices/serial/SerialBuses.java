package io.wugan.devices.serial;

import java.util.HashMap;
import java.util.Map;

/** The serial lines of a board, each opened once however many devices hang on it. Thread-safe. */
public final class SerialBuses {

  private final Map<String, Shared> lines = new HashMap<>();

  private static final class Shared {
    final SerialBus bus;
    int users;

    Shared(SerialBus bus) {
      this.bus = bus;
    }
  }

  /**
   * The line of a device. Opens nothing yet.
   *
   * @return to be closed by the device when it needs the line no more
   * @throws IllegalArgumentException if another device uses this port in another way
   */
  public synchronized SerialBus share(SerialSettings settings) {
    String port = settings.port();
    Shared shared = lines.get(port);
    if (shared == null) {
      shared = new Shared(new SerialBus(settings, () -> release(port)));
      lines.put(port, shared);
    } else if (!shared.bus.settings().equals(settings)) {
      throw new IllegalArgumentException(
          "%s is used with %s, and now with %s; devices of one line need the same"
              .formatted(port, shared.bus.settings(), settings));
    }
    shared.users++;
    return shared.bus;
  }

  private synchronized void release(String port) {
    Shared shared = lines.get(port);
    if (shared == null) {
      return;
    }
    shared.users--;
    if (shared.users == 0) {
      lines.remove(port);
      shared.bus.shut();
    }
  }
}
