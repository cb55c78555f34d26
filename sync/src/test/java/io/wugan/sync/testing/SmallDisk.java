package io.wugan.sync.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real file system of a few megabytes, in memory; needs the right to mount. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts it; empty where that is not allowed. */
  public static Optional<SmallDisk> mount(Path folder, int megabytes) throws Exception {
    Files.createDirectories(folder);
    boolean mounted =
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "none", "" + folder));
    return mounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
  }

  public Path folder() {
    return folder;
  }

  /** Remounts it. */
  public void readOnly(boolean only) throws Exception {
    if (!run(List.of("mount", "-o", "remount," + (only ? "ro" : "rw"), "" + folder))) {
      throw new IOException("cannot remount " + folder);
    }
  }

  /** Takes every byte that is free. */
  public Path fill() throws IOException {
    Path filler = folder.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (int block = 1 << 20; block > 0; block /= 16) {
        fillWith(out, new byte[block]);
      }
    }
    return filler;
  }

  private static void fillWith(OutputStream out, byte[] block) {
    try {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // That is what was wanted.
    }
  }

  private static boolean run(List<String> command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @Override
  public void close() throws Exception {
    if (!run(List.of("umount", "" + folder)) && !run(List.of("umount", "-l", "" + folder))) {
      throw new IOException("cannot unmount " + folder);
    }
  }
}
