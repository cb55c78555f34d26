package io.wugan.lab.camera;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What this process uses, as Linux tells it (proc(5)).
 *
 * @param threads all of them
 * @param descriptors open files and sockets
 * @param residentMb memory, that of libraries included
 */
record ProcessUse(int threads, int descriptors, double residentMb) {

  private static final double KIB_PER_MIB = 1024;

  /** What it uses now, after a collection of the heap. */
  static ProcessUse now() throws IOException {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    int descriptors = 0;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path each : open) {
        descriptors += each.toString().isEmpty() ? 0 : 1;
      }
    }
    return new ProcessUse((int) status("Threads:"), descriptors, status("VmRSS:") / KIB_PER_MIB);
  }

  private static double status(String key) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(key)) {
        return Double.parseDouble(line.substring(key.length()).strip().split(" ", 2)[0]);
      }
    }
    throw new IOException("/proc/self/status has no " + key);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d threads, %d descriptors, %.0f MB", threads, descriptors, residentMb);
  }
}
