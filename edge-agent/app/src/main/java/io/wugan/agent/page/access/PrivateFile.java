package io.wugan.agent.page.access;

import io.wugan.agent.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/** Files that nobody but the agent's user may read. Stateless. */
public final class PrivateFile {

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFile() {}

  /** Makes a folder for such files, mode 0700. */
  public static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (isPosix(folder)) {
      Files.setPosixFilePermissions(folder, FOLDER);
    }
  }

  /**
   * Writes a file whole, mode 0600: it never lies there readable, not even half-written.
   *
   * @throws IOException if it cannot be written; the old one is still there
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean posix = folder != null && isPosix(folder);
    WholeFile.write(file, content, posix ? Optional.of(FILE) : Optional.empty());
    if (folder != null && posix) {
      giveToOwnerOf(folder, file);
    }
  }

  // 'wugan page code' may be run by root, and the agent must be able to read what it wrote.
  private static void giveToOwnerOf(Path folder, Path file) throws IOException {
    UserPrincipal owner = Files.getOwner(folder);
    if (!owner.equals(Files.getOwner(file))) {
      Files.setOwner(file, owner);
    }
  }

  /** Makes an empty file of mode 0600, or gives one that is there that mode. */
  static void restrict(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && isPosix(folder)) {
      WholeFile.make(file, FILE);
      giveToOwnerOf(folder, file);
    } else if (!Files.exists(file)) {
      Files.createFile(file);
    }
  }

  private static boolean isPosix(Path place) throws IOException {
    return Files.getFileStore(place).supportsFileAttributeView("posix");
  }
}
