package io.wugan.devices.gpio;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.wugan.core.device.DeviceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's character device for GPIO, second version of its interface (linux/gpio.h, {@code
 * GPIO_V2_*}, Linux 5.10 and newer): any board, and an edge carries the time at which the kernel
 * saw it. Confined to one thread.
 */
final class KernelGpio implements GpioDriver {

  private static final Logger log = LoggerFactory.getLogger(KernelGpio.class);

  private static final long GET_LINE = 0xC250_B407L; // _IOWR(0xB4, 0x07, 592 bytes)
  private static final long GET_VALUES = 0xC010_B40EL; // _IOWR(0xB4, 0x0E, 16 bytes)
  private static final long SET_VALUES = 0xC010_B40FL; // _IOWR(0xB4, 0x0F, 16 bytes)

  // struct gpio_v2_line_request
  private static final int REQUEST_BYTES = 592;
  private static final int CONSUMER = 256;
  private static final int CONSUMER_BYTES = 32;
  private static final int CONFIG = 288;
  private static final int CONFIG_ATTRIBUTE_COUNT = CONFIG + 8;
  private static final int CONFIG_ATTRIBUTES = CONFIG + 32;
  private static final int LINE_COUNT = 560;
  private static final int FILE = 588;

  private static final long ACTIVE_LOW = 1 << 1;
  private static final long INPUT = 1 << 2;
  private static final long OUTPUT = 1 << 3;
  private static final long BOTH_EDGES = 1 << 4 | 1 << 5;
  private static final long PULL_UP = 1 << 8;
  private static final long PULL_DOWN = 1 << 9;
  private static final long NO_PULL = 1 << 10;
  private static final int ATTRIBUTE_OUTPUT_VALUES = 2;

  // struct gpio_v2_line_event
  private static final int EVENT_BYTES = 48;
  private static final int EVENT_ID = 8;
  private static final int RISING = 1;
  private static final int EVENTS_AT_ONCE = 16;

  private static final int POLL_BYTES = 8;

  private final KernelLibrary kernel;
  private final String chip;
  private final List<Integer> inputs = new ArrayList<>();
  private final List<Integer> outputs = new ArrayList<>();
  private final Memory values = new Memory(16);
  private final Memory events = new Memory((long) EVENT_BYTES * EVENTS_AT_ONCE);
  private final Memory polled;

  private KernelGpio(KernelLibrary kernel, String chip, GpioSettings settings) {
    this.kernel = kernel;
    this.chip = chip;
    this.polled = new Memory(Math.max(POLL_BYTES, (long) POLL_BYTES * settings.inputs().size()));
  }

  /**
   * Asks the kernel for the lines; outputs are off.
   *
   * @throws DeviceException if the chip is missing, may not be opened, or has not one of the lines,
   *     or another program holds it
   */
  static KernelGpio open(GpioSettings settings) throws DeviceException {
    KernelLibrary kernel = KernelLibrary.load();
    String chip = new KernelChips(kernel, Path.of("/dev")).find(settings.chip());
    KernelGpio gpio = new KernelGpio(kernel, chip, settings);
    boolean opened = false;
    try {
      gpio.requestAll(settings);
      opened = true;
      return gpio;
    } finally {
      if (!opened) {
        gpio.close();
      }
    }
  }

  private void requestAll(GpioSettings settings) throws DeviceException {
    int file;
    try {
      file = kernel.open(chip, KernelLibrary.O_RDWR | KernelLibrary.O_CLOEXEC);
    } catch (LastErrorException refused) {
      throw failed("cannot be opened", refused);
    }
    try {
      for (GpioSettings.Input input : settings.inputs()) {
        long flags = INPUT | BOTH_EDGES | pull(input.pull()) | low(input.activeLow());
        inputs.add(request(file, input.id(), input.line(), flags));
      }
      for (GpioSettings.Output output : settings.outputs()) {
        outputs.add(request(file, output.id(), output.line(), OUTPUT | low(output.activeLow())));
      }
    } finally {
      kernel.close(file); // the lines have files of their own
    }
  }

  private static long low(boolean activeLow) {
    return activeLow ? ACTIVE_LOW : 0;
  }

  private static long pull(GpioSettings.Pull pull) {
    return switch (pull) {
      case UP -> PULL_UP;
      case DOWN -> PULL_DOWN;
      case NONE -> NO_PULL;
    };
  }

  private int request(int file, String id, int line, long flags) throws DeviceException {
    Memory request = new Memory(REQUEST_BYTES);
    request.clear();
    request.setInt(0, line);
    byte[] name = ("wugan-" + id).getBytes(StandardCharsets.US_ASCII);
    request.write(CONSUMER, name, 0, Math.min(name.length, CONSUMER_BYTES - 1));
    request.setLong(CONFIG, flags);
    if ((flags & OUTPUT) != 0) {
      // Off from its first moment: the value is part of the request.
      request.setInt(CONFIG_ATTRIBUTE_COUNT, 1);
      request.setInt(CONFIG_ATTRIBUTES, ATTRIBUTE_OUTPUT_VALUES);
      request.setLong(CONFIG_ATTRIBUTES + 8, 0);
      request.setLong(CONFIG_ATTRIBUTES + 16, 1);
    }
    request.setInt(LINE_COUNT, 1);
    try {
      kernel.ioctl(file, new NativeLong(GET_LINE), request);
    } catch (LastErrorException refused) {
      throw failed("line " + line + " (" + id + ") is not to be had", refused);
    }
    return request.getInt(FILE);
  }

  @Override
  public boolean read(int input) throws DeviceException {
    values.setLong(0, 0);
    values.setLong(8, 1);
    try {
      kernel.ioctl(inputs.get(input), new NativeLong(GET_VALUES), values);
    } catch (LastErrorException lost) {
      throw failed("an input cannot be read", lost);
    }
    return (values.getLong(0) & 1) != 0;
  }

  @Override
  public void write(int output, boolean on) throws DeviceException {
    values.setLong(0, on ? 1 : 0);
    values.setLong(8, 1);
    try {
      kernel.ioctl(outputs.get(output), new NativeLong(SET_VALUES), values);
    } catch (LastErrorException lost) {
      throw failed("an output cannot be switched", lost);
    }
  }

  @Override
  public void await(Duration limit, Changes changes) throws DeviceException {
    for (int i = 0; i < inputs.size(); i++) {
      long at = (long) i * POLL_BYTES;
      polled.setInt(at, inputs.get(i));
      polled.setInt(at + 4, KernelLibrary.POLLIN);
    }
    try {
      int ready =
          kernel.poll(polled, new NativeLong(inputs.size()), (int) Math.max(1, limit.toMillis()));
      for (int i = 0; ready > 0 && i < inputs.size(); i++) {
        if (polled.getShort((long) i * POLL_BYTES + 6) != 0) {
          readEvents(i, changes);
        }
      }
    } catch (LastErrorException lost) {
      if (lost.getErrorCode() != 4) { // EINTR
        throw failed("inputs are lost", lost);
      }
    }
  }

  private void readEvents(int input, Changes changes) {
    long read = kernel.read(inputs.get(input), events, new NativeLong(events.size())).longValue();
    long now = System.nanoTime(); // the kernel's CLOCK_MONOTONIC, as is the time of an edge
    for (long at = 0; at + EVENT_BYTES <= read; at += EVENT_BYTES) {
      Pointer event = events.share(at);
      long age = Math.max(0, now - event.getLong(0));
      changes.changed(input, event.getInt(EVENT_ID) == RISING, age);
    }
  }

  private DeviceException failed(String what, LastErrorException why) {
    return new DeviceException(
        "gpio", chip + ": " + what + ": " + why.getMessage() + "; see 'gpioinfo'", why);
  }

  @Override
  public void close() {
    inputs.forEach(this::closeFile);
    outputs.forEach(this::closeFile);
    inputs.clear();
    outputs.clear();
  }

  private void closeFile(int file) {
    try {
      kernel.close(file);
    } catch (LastErrorException gone) {
      log.debug("{}: a line's file was closed already", chip, gone);
    }
  }
}
