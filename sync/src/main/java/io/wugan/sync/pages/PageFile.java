package io.wugan.sync.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pages of a database with its write-ahead log, as far as they can be read. Does not change
 * either file. Confined to one thread.
 */
public final class PageFile implements AutoCloseable {

  /** Size of a page, as the ledger makes them. */
  public static final int PAGE_SIZE = 4096;

  // A log is cut back to 16 MB; a greater one holds nothing more than that of worth.
  private static final int MOST_LOG = 1 << 28;

  private final FileChannel file;
  private final byte[] log;
  private final WalFrames frames;
  private final Map<Integer, Integer> newest = new HashMap<>();
  private final int pages;

  private PageFile(FileChannel file, byte[] log) throws IOException {
    this.file = file;
    this.log = log;
    this.frames = new WalFrames(log, PAGE_SIZE);
    for (WalFrames.Frame frame : frames.all()) {
      if (frame.sound()) {
        newest.put(frame.page(), frame.offset());
      }
    }
    int last = newest.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    this.pages = Math.max(last, (int) ((file.size() + PAGE_SIZE - 1) / PAGE_SIZE));
  }

  /**
   * Opens a database and the log beside it.
   *
   * @throws IOException if the file cannot be opened; a log that cannot be read is passed over
   */
  public static PageFile open(Path database) throws IOException {
    FileChannel file = FileChannel.open(database, StandardOpenOption.READ);
    return new PageFile(file, readLog(database.resolveSibling(database.getFileName() + "-wal")));
  }

  private static byte[] readLog(Path log) throws IOException {
    return Files.isRegularFile(log) && Files.size(log) <= MOST_LOG
        ? Files.readAllBytes(log)
        : new byte[0];
  }

  /**
   * Whether the log beside a database lost a transaction that had been synced: opening the database
   * would end the log there and drop all that follows, and say nothing.
   *
   * @throws IOException if the log cannot be read
   */
  public static boolean isLogDamaged(Path database) throws IOException {
    byte[] log = readLog(database.resolveSibling(database.getFileName() + "-wal"));
    return new WalFrames(log, PAGE_SIZE).hasHole();
  }

  /** The first page of a database as its log has it, or as the file has it; zeros for none. */
  public static byte[] firstPage(Path database) throws IOException {
    try (PageFile file = open(database)) {
      return file.page(1);
    }
  }

  /** How many pages there are, the log's included. */
  public int pages() {
    return pages;
  }

  /** A page as the latest intact write has it; zeros where it cannot be read. */
  byte[] page(int number) {
    Integer offset = newest.get(number);
    return offset == null ? inFile(number) : inLog(offset);
  }

  /** Whether the log has a page anew. */
  boolean isOverwritten(int number) {
    return newest.containsKey(number);
  }

  /** A page as the file has it. */
  byte[] inFile(int number) {
    ByteBuffer page = ByteBuffer.allocate(PAGE_SIZE);
    long at = (long) (number - 1) * PAGE_SIZE;
    try {
      int read;
      do {
        read = file.read(page, at + page.position());
      } while (read > 0 && page.hasRemaining());
    } catch (IOException badSector) {
      // The card cannot give this page; what was read of it may be wrong as well.
      return new byte[PAGE_SIZE];
    }
    return page.array();
  }

  byte[] inLog(int offset) {
    return ByteBuffer.allocate(PAGE_SIZE).put(log, offset, PAGE_SIZE).array();
  }

  /** Other states of pages that lie in the log, older or damaged, in their order. */
  List<WalFrames.Frame> superseded() {
    return frames.all().stream()
        .filter(f -> !Integer.valueOf(f.offset()).equals(newest.get(f.page())))
        .toList();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
