package io.wugan.sync.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The first hundred bytes of the database (fileformat2.html §1.3), read before SQLite is trusted
 * with the file: some damage there SQLite takes for a setting, and would call the file read-only or
 * empty.
 */
final class LedgerHeader {

  private static final int SIZE = 100;
  private static final int PAGE_SIZE = 4096;
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private LedgerHeader() {}

  /** What is wrong with the header of a file that is there; empty for none, or for a new file. */
  static Optional<String> findFault(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(SIZE);
    }
    if (bytes.length < SIZE) {
      return Optional.of("the file ends within its header");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (!header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      return Optional.of("the header is not that of a database");
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
    try (InputStream in = Files.newInputStream(file)) {
      return ByteBuffer.wrap(in.readNBytes(MAGIC.length)).equals(ByteBuffer.wrap(MAGIC));
    }
  }

  private static boolean isFormat(byte version) {
    return version == 1 || version == 2;
  }
}
