package io.wugan.devices.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A port that is open. Confined to whoever holds the bus. */
final class OpenPort {

  /** The kernel counts waits in tenths of a second (VTIME of termios). */
  private static final int READ_MILLIS = 100;

  private static final int CHUNK = 256;
  private static final int MOST_DISCARDED = 64 * 1024;

  private final SerialSettings settings;
  private final SerialPort port;
  private final byte[] chunk = new byte[CHUNK];

  private OpenPort(SerialSettings settings, SerialPort port) {
    this.settings = settings;
    this.port = port;
  }

  /** Whether the device file is there. */
  static boolean exists(SerialSettings settings) {
    return Files.exists(Path.of(settings.port()));
  }

  static OpenPort open(SerialSettings settings) throws PortGoneException {
    if (!exists(settings)) {
      throw new PortGoneException(
          settings.port() + ": no such device; is the adapter plugged in? See /dev/serial/by-id/");
    }
    SerialPort port;
    try {
      port = SerialPort.getCommPort(settings.port());
    } catch (SerialPortInvalidPortException notSerial) {
      throw new PortGoneException(settings.port() + ": not a serial device", notSerial);
    }
    port.setComPortParameters(settings.baud(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_MILLIS, 0);
    if (settings.direction() != SerialSettings.Direction.AUTO) {
      boolean high = settings.direction() == SerialSettings.Direction.RTS;
      port.setRs485ModeParameters(true, high, 0, 0);
    }
    if (!port.openPort(0)) {
      throw new PortGoneException(
          "%s: cannot be opened (error %d); may this user read and write it, and does no other"
                  .formatted(settings.port(), port.getLastErrorCode())
              + " program use it?");
    }
    return new OpenPort(settings, port);
  }

  /** Forgets what came before: it answers no request that is still to be sent. */
  void discardInput() throws PortGoneException {
    int discarded = 0;
    int waiting = port.bytesAvailable();
    while (waiting > 0 && discarded < MOST_DISCARDED) {
      int read = port.readBytes(chunk, Math.min(waiting, CHUNK));
      if (read <= 0) {
        throw gone();
      }
      discarded += read;
      waiting = port.bytesAvailable();
    }
    if (waiting < 0) {
      throw gone();
    }
  }

  void write(byte[] bytes) throws PortGoneException {
    if (port.writeBytes(bytes, bytes.length) != bytes.length) {
      throw gone();
    }
  }

  /** Waits for bytes, a tenth of a second at most; whether some came. */
  boolean readInto(ReceivedBytes received) throws PortGoneException {
    int read = port.readBytes(chunk, CHUNK);
    if (read < 0) {
      throw gone();
    }
    received.add(chunk, read);
    return read > 0;
  }

  private PortGoneException gone() {
    return new PortGoneException(
        settings.port() + ": the port has gone (error " + port.getLastErrorCode() + ")");
  }

  void close() {
    port.closePort();
  }
}
