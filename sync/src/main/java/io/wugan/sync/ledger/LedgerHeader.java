package io.wugan.sync.ledger;

import io.wugan.sync.pages.PageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The first hundred bytes of the database as its log has them (fileformat2.html §1.3), read before
 * SQLite is trusted with the file: some damage there SQLite takes for a setting, and would call the
 * file read-only or empty.
 */
final class LedgerHeader {

  private static final int PAGE_SIZE = 4096;
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private LedgerHeader() {}

  /** What is wrong with the header of a file that is there; empty for none, or for a new file. */
  static Optional<String> findFault(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return Optional.empty();
    }
    byte[] bytes = PageFile.firstPage(file);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (!header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      return Optional.of("the header is not that of a database");
    }
    if (header.getInt(28) <= 1) {
      // Just made: power was lost before it had a table.
      return Optional.empty();
    }
    if ((header.getShort(16) & 0xFFFF) != PAGE_SIZE) {
      return Optional.of("the size of its pages is another");
    }
    boolean formats = isFormat(header.get(18)) && isFormat(header.get(19));
    boolean fixed = header.get(20) == 0 && header.get(21) == 64 && header.get(22) == 32;
    if (!formats || !fixed || header.get(23) != 32 || header.getInt(56) != 1) {
      return Optional.of("the header says what this program never writes");
    }
    return header.getInt(68) == LedgerSchema.APPLICATION_ID
        ? Optional.empty()
        : Optional.of("it does not say that it is a ledger");
  }

  /** Whether SQLite takes the file for a database. */
  static boolean isOfADatabase(Path file) throws IOException {
    return ByteBuffer.wrap(PageFile.firstPage(file), 0, MAGIC.length)
        .equals(ByteBuffer.wrap(MAGIC));
  }

  private static boolean isFormat(byte version) {
    return version == 1 || version == 2;
  }
}
