package io.wugan.sync.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the ledger's disk that nobody else can take: a file of zeros, {@code ledger.reserve}.
 * When the disk is full the ledger deletes it and writes on in its place; when there is room again
 * it is made anew. 64 MB are some 6,000 passages with their journal. Thread-safe.
 */
public final class SpaceReserve {

  private static final Logger log = LoggerFactory.getLogger(SpaceReserve.class);

  static final String FILE = "ledger.reserve";
  private static final int CHUNK = 1 << 20;

  /** Made again only where twice its size is free: not to fill the disk by itself. */
  private static final int ROOM_FACTOR = 2;

  private final Path folder;
  private final long bytes;

  /**
   * @param folder of the ledger
   * @param bytes size of the reserve; 0 for none
   */
  SpaceReserve(Path folder, long bytes) {
    this.folder = folder;
    this.bytes = bytes;
  }

  private Path file() {
    return folder.resolve(FILE);
  }

  /** Whether it is wanted and not there: the ledger lives on it. */
  public boolean isUsed() {
    return bytes > 0 && !Files.isRegularFile(file());
  }

  /**
   * Gives the room to the ledger.
   *
   * @return whether there was any
   */
  synchronized boolean release() {
    try {
      return Files.deleteIfExists(file());
    } catch (IOException stuck) {
      log.error("the reserve {} cannot be deleted", file(), stuck);
      return false;
    }
  }

  /**
   * Takes the room back, if it is used and twice as much is free. Writes all of it: some seconds on
   * a card, so this is for a thread that keeps nobody waiting.
   *
   * @return whether the reserve is whole
   * @throws IOException if it cannot be written
   */
  public synchronized boolean restore() throws IOException {
    if (!isUsed()) {
      return true;
    }
    if (Files.getFileStore(folder).getUsableSpace() < bytes * ROOM_FACTOR) {
      return false;
    }
    Path making = folder.resolve(FILE + ".making");
    try {
      write(making);
      Files.move(making, file(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(making);
    }
    return true;
  }

  private void write(Path target) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
      for (long left = bytes; left > 0; left -= zeros.limit()) {
        zeros.clear().limit((int) Math.min(CHUNK, left));
        while (zeros.hasRemaining()) {
          out.write(zeros);
        }
      }
      out.force(true);
    }
  }
}
