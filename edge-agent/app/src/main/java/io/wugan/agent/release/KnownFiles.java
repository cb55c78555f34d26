package io.wugan.agent.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Files that the board has already: those of the packaged program and of other releases, under the
 * same path. Most of a release are native libraries that seldom change.
 */
final class KnownFiles {

  private final List<Path> folders;

  /**
   * @param folders programs, the likeliest first
   */
  KnownFiles(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Links or copies a file.
   *
   * @return whether there is one with that sum
   */
  boolean bring(ReleaseManifest.Entry entry, Path target) throws IOException {
    for (Path folder : folders) {
      Path known = folder.resolve(entry.path());
      if (Files.isRegularFile(known)
          && Files.size(known) == entry.bytes()
          && Checksum.of(known).equals(entry.sha256())) {
        linkOrCopy(known, target);
        return true;
      }
    }
    return false;
  }

  private static void linkOrCopy(Path known, Path target) throws IOException {
    try {
      Files.createLink(target, known);
    } catch (FileSystemException | UnsupportedOperationException elsewhere) {
      // Another file system, or another owner's file.
      Files.copy(known, target);
    }
    try (FileChannel written = FileChannel.open(target, StandardOpenOption.READ)) {
      written.force(true);
    }
  }
}
