package io.wugan.sync.evidence;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.evidence.EvidenceStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each picture as {@code ab/abcdef….jpg}, named by its SHA-256. Written to a temporary file,
 * synced, renamed, and the directory synced, so that after a power cut a name has its whole content
 * or does not exist. Thread-safe; blocks for the time of a write.
 */
public final class FileEvidenceStore implements EvidenceStore {

  private static final Logger log = LoggerFactory.getLogger(FileEvidenceStore.class);
  private static final String TEMPORARY = ".tmp";

  private final Path directory;
  private final AtomicLong temporaryNames = new AtomicLong();

  /**
   * Opens the store and removes what a power cut left half-written.
   *
   * @param directory made if it does not exist; used by one store at a time
   * @throws IOException if it is no directory or cannot be written
   */
  public FileEvidenceStore(Path directory) throws IOException {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException notDirectory) {
      throw new IOException(
          directory + " is not a directory: give the pictures a folder of their own", notDirectory);
    } catch (IOException unusable) {
      throw new IOException(
          "cannot make the folder for pictures " + directory + " (" + unusable + ")", unusable);
    }
    removeTemporaryFiles();
  }

  private void removeTemporaryFiles() throws IOException {
    try (DirectoryStream<Path> stale = Files.newDirectoryStream(directory, "*" + TEMPORARY)) {
      for (Path file : stale) {
        Files.deleteIfExists(file);
      }
    } catch (IOException unusable) {
      throw new IOException(
          "cannot clean the folder for pictures " + directory + " (" + unusable + ")", unusable);
    }
  }

  @Override
  public EvidenceRef store(EvidenceImage image) throws IOException {
    EvidenceRef ref = image.ref();
    Path file = fileOf(ref.sha256());
    if (Files.isRegularFile(file) && Files.size(file) == ref.sizeBytes()) {
      return ref;
    }
    try {
      Path folder = directory.resolve(ref.sha256().substring(0, 2));
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        syncNames(directory);
      }
      write(image.jpeg(), file);
      syncNames(folder);
    } catch (IOException failed) {
      throw new IOException(
          "cannot keep a picture in "
              + directory
              + " ("
              + failed
              + "): check free space, permissions and the disk",
          failed);
    }
    return ref;
  }

  /** The file of a picture; empty if it is not here. */
  public Optional<Path> find(String sha256) {
    if (!sha256.toLowerCase(Locale.ROOT).matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    Path file = fileOf(sha256.toLowerCase(Locale.ROOT));
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  private Path fileOf(String sha256) {
    return fileOf(directory, sha256);
  }

  /**
   * Where a store keeps a picture, whether it is there or not; for those who only look, beside a
   * store in use.
   *
   * @param directory of the store
   * @param sha256 64 lower-case hexadecimal digits
   */
  public static Path fileOf(Path directory, String sha256) {
    return directory.resolve(sha256.substring(0, 2)).resolve(sha256 + ".jpg");
  }

  private void write(byte[] content, Path file) throws IOException {
    Path temporary = directory.resolve(temporaryNames.incrementAndGet() + TEMPORARY);
    try {
      try (FileChannel out =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      rename(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException elsewhere) {
      throw new IOException("the folder spans two file systems", elsewhere);
    }
  }

  private static void syncNames(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (java.nio.file.AccessDeniedException unsupported) {
      // Windows cannot open a directory; there the name is as safe as the file system makes it.
      log.debug("cannot sync the directory {}", folder, unsupported);
    }
  }
}
