package io.wugan.lab.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux tells of a process (proc(5)). Each question reads a file; thread-safe.
 *
 * @param path {@code /proc/self} or {@code /proc/PID}
 */
public record ProcFolder(Path path) {

  /** Of this process. */
  public static ProcFolder self() {
    return new ProcFolder(Path.of("/proc/self"));
  }

  /** Of another process. */
  public static ProcFolder of(long pid) {
    return new ProcFolder(Path.of("/proc", Long.toString(pid)));
  }

  /**
   * Open files and sockets.
   *
   * @throws java.nio.file.NoSuchFileException if this is no Linux, or the process has ended
   */
  public int descriptors() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(path.resolve("fd"))) {
      for (Path each : open) {
        count += each.toString().isEmpty() ? 0 : 1;
      }
    }
    return count;
  }

  /**
   * A figure of one of its files, {@code VmRSS:} of {@code status}, in that file's unit.
   *
   * @throws IOException if the file does not tell it
   */
  public double number(String file, String key) throws IOException {
    for (String line : Files.readAllLines(path.resolve(file))) {
      if (line.startsWith(key)) {
        return Double.parseDouble(line.substring(key.length()).strip().split("\\s", 2)[0]);
      }
    }
    throw new IOException(path.resolve(file) + " has no line '" + key + "'");
  }
}
