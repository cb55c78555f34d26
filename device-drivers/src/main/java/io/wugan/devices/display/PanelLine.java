package io.wugan.devices.display;

import io.wugan.devices.serial.Request;
import io.wugan.devices.serial.SerialBus;
import io.wugan.devices.serial.SerialBuses;
import java.io.IOException;

/** The way to a panel. Used by one thread at a time. */
interface PanelLine extends AutoCloseable {

  /**
   * Sends a request once and waits for its answer.
   *
   * @param deadlineNanos of {@link System#nanoTime}
   * @return the answer, in words
   * @throws IOException if there is none; says why
   */
  String exchange(Request request, long deadlineNanos) throws IOException, InterruptedException;

  @Override
  void close();

  /** Opens nothing yet. */
  static PanelLine of(DisplaySettings.Connection connection, SerialBuses buses) {
    if (connection instanceof DisplaySettings.Serial serial) {
      return new SharedBus(buses.share(serial.line()));
    }
    if (connection instanceof DisplaySettings.Network network) {
      return network.udp() ? new UdpLine(network) : new TcpLine(network);
    }
    throw new IllegalArgumentException("there is no way to a panel that is none");
  }

  /** A place on a serial line. */
  record SharedBus(SerialBus bus) implements PanelLine {
    @Override
    public String exchange(Request request, long deadlineNanos)
        throws IOException, InterruptedException {
      return bus.exchange(request, deadlineNanos);
    }

    @Override
    public void close() {
      bus.close();
    }
  }
}
