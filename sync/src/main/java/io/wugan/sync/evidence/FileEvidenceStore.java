package io.wugan.sync.evidence;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.evidence.EvidenceStore;
import io.wugan.core.fault.Failpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
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

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.jpg");

  /**
   * A picture that was stored so short a time ago is not erased: its passage, or that of a second
   * vehicle in the same picture, may still be on its way into the ledger.
   */
  public static final Duration FRESH = Duration.ofMinutes(2);

  private final Path directory;
  private final long reserveBytes;
  private final InstantSource clock;
  private final AtomicLong temporaryNames = new AtomicLong();
  // Between "it is there already" and "erase it" only one may decide.
  private final Object presence = new Object();

  /**
   * Opens a store that uses the disk to the last byte, and removes what a power cut left
   * half-written.
   *
   * @param directory made if it does not exist; used by one store at a time
   * @throws IOException if it is no directory or cannot be written
   */
  public FileEvidenceStore(Path directory) throws IOException {
    this(directory, 0, InstantSource.system());
  }

  /**
   * Opens the store and removes what a power cut left half-written.
   *
   * @param directory made if it does not exist; used by one store at a time
   * @param reserveBytes where less than this is free, no picture is stored: it belongs to the
   *     ledger
   * @param clock what the file system stamps files by
   * @throws IOException if it is no directory or cannot be written
   */
  public FileEvidenceStore(Path directory, long reserveBytes, InstantSource clock)
      throws IOException {
    this.directory = directory;
    this.reserveBytes = reserveBytes;
    this.clock = clock;
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
    if (isThere(file, ref.sizeBytes())) {
      return ref;
    }
    try {
      refuseTheReserve(ref.sizeBytes());
      Path folder = directory.resolve(ref.sha256().substring(0, 2));
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        syncNames(directory);
      }
      write(image.jpeg(), file);
      syncNames(folder);
      Failpoint.PICTURE_KEPT.pass();
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

  private boolean isThere(Path file, long size) throws IOException {
    synchronized (presence) {
      if (!Files.isRegularFile(file) || Files.size(file) != size) {
        return false;
      }
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return true;
    }
  }

  private void refuseTheReserve(long size) throws IOException {
    long free = freeBytes();
    if (free - size < reserveBytes) {
      throw new IOException(
          "%d MB are free, and %d MB are left to the ledger"
              .formatted(free >> 20, reserveBytes >> 20));
    }
  }

  /** Bytes that may still be written to the disk that holds the pictures. */
  public long freeBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /**
   * Erases a picture, for good.
   *
   * @return whether it is gone; false where it was stored within {@link #FRESH}
   * @throws IOException if it could not be erased
   */
  public boolean erase(String sha256) throws IOException {
    Path file = fileOf(sha256);
    synchronized (presence) {
      try {
        Duration age =
            Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
        if (age.abs().compareTo(FRESH) < 0) {
          return false;
        }
        Files.delete(file);
        return true;
      } catch (NoSuchFileException before) {
        return true;
      }
    }
  }

  /**
   * Names of the pictures in one folder.
   *
   * @param firstByte of their hashes, 0 to 255
   */
  public Set<String> listFolder(int firstByte) throws IOException {
    Set<String> found = new HashSet<>();
    String folder = HexFormat.of().toHexDigits((byte) firstByte);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve(folder))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (NAME.matcher(name).matches() && name.startsWith(folder)) {
          found.add(name.substring(0, 64));
        }
      }
    } catch (NoSuchFileException noneYet) {
      return found;
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    }
    return found;
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
      Failpoint.PICTURE_WRITTEN.pass();
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
