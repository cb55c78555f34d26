package io.wugan.agent.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
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
   * Copies a file. No second name of the same bytes: a card that loses them must not take two
   * releases at once.
   *
   * @return whether there is one with that sum
   */
  boolean bring(ReleaseManifest.Entry entry, Path target) throws IOException {
    for (Path folder : folders) {
      Path known = folder.resolve(entry.path());
      if (Files.isRegularFile(known)
          && Files.size(known) == entry.bytes()
          && Checksum.of(known).equals(entry.sha256())) {
        copy(known, target);
        return true;
      }
    }
    return false;
  }

  private static void copy(Path known, Path target) throws IOException {
    Files.copy(known, target);
    try (FileChannel written = FileChannel.open(target, StandardOpenOption.READ)) {
      written.force(true);
    }
  }
}
