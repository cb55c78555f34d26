package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a ledger, held by one process at a time through a lock on {@code ledger.lock}. The
 * system drops the lock when the process ends, however it ends.
 */
final class LedgerFolder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LedgerFolder.class);
  static final String DATABASE = "ledger.db";
  static final String LOCK = "ledger.lock";

  private final Path directory;
  private final FileChannel lockFile;

  private LedgerFolder(Path directory, FileChannel lockFile) {
    this.directory = directory;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder if need be and takes the lock.
   *
   * @throws LedgerException if it cannot be used, saying why
   */
  static LedgerFolder hold(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException notDirectory) {
      throw new LedgerException(
          directory + " is not a directory: give the ledger a folder of its own", notDirectory);
    } catch (IOException unusable) {
      throw unwritable(directory, unusable);
    }
    Path lockPath = directory.resolve(LOCK);
    try {
      FileChannel channel =
          FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new LedgerException(
            "the ledger in "
                + directory
                + " is in use by another agent ("
                + lockPath
                + " is locked): stop that one first, or give this one another folder");
      }
      return new LedgerFolder(directory, channel);
    } catch (IOException unusable) {
      throw unwritable(directory, unusable);
    }
  }

  static boolean isHeld(Path directory) {
    try (FileChannel channel =
        FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE)) {
      return !tryLock(channel);
    } catch (IOException unusable) {
      throw unwritable(directory, unusable);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static LedgerException unwritable(Path directory, IOException cause) {
    return new LedgerException(
        "cannot write to the ledger's folder "
            + directory
            + " ("
            + cause
            + "): it must belong to the user of the agent, on a file system that is not read-only",
        cause);
  }

  /** The folder itself. */
  Path directory() {
    return directory;
  }

  /** A file in the folder. */
  Path sibling(String name) {
    return directory.resolve(name);
  }

  /** Makes what a file holds survive a power cut. */
  static void sync(Path file) throws IOException {
    try (FileChannel content = FileChannel.open(file, StandardOpenOption.WRITE)) {
      content.force(true);
    }
  }

  /** The database file. */
  Path database() {
    return directory.resolve(DATABASE);
  }

  /** Makes a new file's name survive a power cut, where the system can do that. */
  void syncNames() {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException unsupported) {
      // Windows cannot open a directory; there the name is as safe as the file system makes it.
      log.debug("cannot sync the directory {}", directory, unsupported);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException stillOpen) {
      log.warn("cannot release {}", directory.resolve(LOCK), stillOpen);
    }
  }
}
