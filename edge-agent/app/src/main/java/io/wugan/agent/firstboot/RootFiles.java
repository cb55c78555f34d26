package io.wugan.agent.firstboot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.Set;

/**
 * Files of the board, written by root into folders of which one, {@code /etc/wugan}, is open to the
 * user of the agent: no link that this user may have put there is followed. Each is on the disk as
 * a whole, with its owner and mode, before it has its name. Confined to one thread.
 */
final class RootFiles {

  private final Path root;
  private final Optional<String> user;
  private final Runnable step;

  /**
   * @param root where the board's file system begins
   * @param user of the agent; empty: files stay with whoever runs this
   * @param step called before each change; a test ends the run there
   */
  RootFiles(Path root, Optional<String> user, Runnable step) {
    this.root = root;
    this.user = user;
    this.step = step;
  }

  /** A path of the board, below the root. */
  Path place(String path) {
    return root.resolve(path.substring(1));
  }

  /** What a file holds; empty where there is none. */
  Optional<String> read(String path) throws IOException {
    Path file = place(path);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(Files.readString(file))
        : Optional.empty();
  }

  /** Makes a folder where it is missing; it is the agent's where {@code ofAgent}. */
  void makeFolder(String path, String mode, boolean ofAgent) throws IOException {
    Path folder = place(path);
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    step.run();
    Files.createDirectories(above(folder));
    Files.createDirectory(folder, attribute(mode));
    if (ofAgent) {
      give(folder, true, true);
    }
    sync(above(folder));
  }

  /** Writes a file. */
  void write(BoardFile file) throws IOException {
    write(place(file.path()), file.text(), file.access());
  }

  private void write(Path file, String text, BoardFile.Access access) throws IOException {
    Path folder = above(file);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(folder + ": is no folder; a folder is wanted");
    }
    Path part = folder.resolve(file.getFileName() + ".part");
    step.run();
    Files.deleteIfExists(part);
    try (FileChannel out =
        FileChannel.open(
            part,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            attribute("rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      step.run();
      give(part, access.ownedByAgent(), access.groupOfAgent());
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(access.mode()));
      out.force(true);
    }
    step.run();
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(folder);
  }

  /** Takes a file away. */
  void remove(String path) throws IOException {
    Path file = place(path);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      step.run();
      Files.delete(file);
      sync(above(file));
    }
  }

  private static Path above(Path file) {
    Path above = file.toAbsolutePath().getParent();
    return above == null ? file : above;
  }

  private void give(Path file, boolean owner, boolean group) throws IOException {
    if (user.isEmpty()) {
      return;
    }
    UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      if (owner) {
        view.setOwner(names.lookupPrincipalByName(user.get()));
      }
      if (group) {
        view.setGroup(names.lookupPrincipalByGroupName(user.get()));
      }
    } catch (UserPrincipalNotFoundException unknown) {
      throw new IOException(
          "there is no user and group '" + user.get() + "': the package makes them", unknown);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> attribute(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
