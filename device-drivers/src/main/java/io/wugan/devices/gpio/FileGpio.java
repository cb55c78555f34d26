package io.wugan.devices.gpio;

import io.wugan.core.device.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Contacts for a laptop: a file for each, named as the contact, whose first character is {@code 1}
 * or {@code 0}. {@code echo 1 > loop-a} is a vehicle on the loop; the files of outputs say whether
 * they are on. Confined to one thread.
 */
final class FileGpio implements GpioDriver {

  private final Path folder;
  private final List<GpioSettings.Input> inputs;
  private final List<GpioSettings.Output> outputs;
  private final boolean[] known;

  private FileGpio(GpioSettings settings) {
    this.folder = settings.folder();
    this.inputs = settings.inputs();
    this.outputs = settings.outputs();
    this.known = new boolean[inputs.size()];
  }

  /**
   * Makes the folder and the files that are missing.
   *
   * @throws DeviceException if it cannot be written
   */
  static FileGpio open(GpioSettings settings) throws DeviceException {
    FileGpio gpio = new FileGpio(settings);
    try {
      Files.createDirectories(gpio.folder);
      for (GpioSettings.Input input : gpio.inputs) {
        Path file = gpio.folder.resolve(input.id());
        if (!Files.exists(file)) {
          Files.writeString(file, "0\n", StandardCharsets.US_ASCII);
        }
      }
    } catch (IOException unwritable) {
      throw new DeviceException("gpio", gpio.folder + " cannot be written", unwritable);
    }
    for (int i = 0; i < gpio.known.length; i++) {
      gpio.known[i] = gpio.read(i);
    }
    for (int i = 0; i < gpio.outputs.size(); i++) {
      gpio.write(i, false);
    }
    return gpio;
  }

  @Override
  public boolean read(int input) throws DeviceException {
    Path file = folder.resolve(inputs.get(input).id());
    try {
      return Files.readString(file, StandardCharsets.US_ASCII).startsWith("1");
    } catch (IOException gone) {
      throw new DeviceException("gpio", file + " cannot be read; 0 or 1 is wanted", gone);
    }
  }

  @Override
  public void write(int output, boolean on) throws DeviceException {
    Path file = folder.resolve(outputs.get(output).id());
    try {
      Files.writeString(file, on ? "1\n" : "0\n", StandardCharsets.US_ASCII);
    } catch (IOException gone) {
      throw new DeviceException("gpio", file + " cannot be written", gone);
    }
  }

  @Override
  public void await(Duration limit, Changes changes) throws DeviceException, InterruptedException {
    TimeUnit.NANOSECONDS.sleep(limit.toNanos());
    for (int i = 0; i < known.length; i++) {
      boolean now = read(i);
      if (now != known[i]) {
        known[i] = now;
        changes.changed(i, now, 0);
      }
    }
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
