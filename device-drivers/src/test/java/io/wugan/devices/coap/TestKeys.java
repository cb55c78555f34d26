package io.wugan.devices.coap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files of made-up keys. */
public final class TestKeys {

  private TestKeys() {}

  /** A key of 16 bytes as digits, another for each number. */
  public static String hex(int number) {
    return String.format("%032x", 0x1234_5678_9abcL * (number + 1));
  }

  /** Writes a file that nobody else may read. */
  public static Path write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }
}
