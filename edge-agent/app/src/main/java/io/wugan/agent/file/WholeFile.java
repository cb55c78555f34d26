package io.wugan.agent.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Writes a file so that a power cut leaves the old one or the new one. Stateless. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a file under its name only once all of it is on the disk; returns when the name is too.
   * Blocks for some fsyncs.
   *
   * @throws IOException if it cannot be written; the old one is still there
   */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, content, Optional.empty());
  }

  /**
   * The same, with a mode that it has from its first byte on.
   *
   * @param mode of POSIX; empty for what the system gives, and on systems without
   * @throws IOException if it cannot be written; the old one is still there
   */
  public static void write(Path file, byte[] content, Optional<Set<PosixFilePermission>> mode)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    if (mode.isPresent()) {
      make(part, mode.get());
    }
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** Makes an empty file of that mode, or gives it to one that is there. */
  public static void make(Path file, Set<PosixFilePermission> mode) throws IOException {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
    } catch (FileAlreadyExistsException leftOver) {
      Files.setPosixFilePermissions(file, mode);
    }
  }
}
