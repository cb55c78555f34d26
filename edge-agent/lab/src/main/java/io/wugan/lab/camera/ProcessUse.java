package io.wugan.lab.camera;

import io.wugan.lab.process.ProcFolder;
import java.io.IOException;
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
    ProcFolder proc = ProcFolder.self();
    return new ProcessUse(
        (int) proc.number("status", "Threads:"),
        proc.descriptors(),
        proc.number("status", "VmRSS:") / KIB_PER_MIB);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d threads, %d descriptors, %.0f MB", threads, descriptors, residentMb);
  }
}
