package io.wugan.devices.gpio;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import io.wugan.core.device.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds a chip of the kernel by its device or by its label. Numbers of devices change: with the
 * kernel on a Raspberry Pi 5, and whenever an expander on USB is put back. Confined to one thread.
 */
final class KernelChips {

  private static final long CHIP_INFO = 0x8044_B401L; // _IOR(0xB4, 0x01, 68 bytes)
  private static final int INFO_BYTES = 68;
  private static final int LABEL = 32;
  private static final int LABEL_BYTES = 32;

  private final KernelLibrary kernel;
  private final Path devices;

  /**
   * @param kernel the C library
   * @param devices folder of devices
   */
  KernelChips(KernelLibrary kernel, Path devices) {
    this.kernel = kernel;
    this.devices = devices;
  }

  /**
   * The device of a chip.
   *
   * @param chip an absolute path, or a label as {@code gpiodetect} shows it
   * @throws DeviceException if no chip has this label; says which there are
   */
  String find(String chip) throws DeviceException {
    if (chip.startsWith("/")) {
      return chip;
    }
    List<String> labels = new ArrayList<>();
    for (Path device : all()) {
      String label = label(device);
      if (label.equals(chip)) {
        return device.toString();
      }
      labels.add(device + " is " + (label.isEmpty() ? "not to be read" : label));
    }
    throw new DeviceException("gpio", "no chip is called '" + chip + "'; " + labels);
  }

  private Iterable<Path> all() throws DeviceException {
    TreeSet<Path> found = new TreeSet<>();
    if (Files.isDirectory(devices)) {
      try (DirectoryStream<Path> chips = Files.newDirectoryStream(devices, "gpiochip*")) {
        chips.forEach(found::add);
      } catch (IOException unreadable) {
        throw new DeviceException("gpio", devices + " cannot be read", unreadable);
      }
    }
    return found;
  }

  private String label(Path device) {
    try {
      int file = kernel.open(device.toString(), KernelLibrary.O_RDWR | KernelLibrary.O_CLOEXEC);
      try {
        Memory info = new Memory(INFO_BYTES);
        info.clear();
        kernel.ioctl(file, new NativeLong(CHIP_INFO), info);
        String text = new String(info.getByteArray(LABEL, LABEL_BYTES), StandardCharsets.UTF_8);
        return text.substring(0, Math.max(0, text.indexOf(0)));
      } finally {
        kernel.close(file);
      }
    } catch (LastErrorException refused) {
      return "";
    }
  }
}
