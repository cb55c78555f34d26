package io.wugan.sync.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What one commit changed, as it is written: {@code "WGJ1", length, epoch, last number, payload,
 * CRC-32C}, numbers in network order. The length is that of the payload; the checksum is of all
 * that stands before it.
 */
public final class JournalFrame {

  static final int MAGIC = 0x57474A31;
  static final int HEADER = 4 + 4 + 16 + 8;
  static final int TRAILER = 4;
  static final int MOST_PAYLOAD = 64 << 20;

  private final UUID epoch;
  private final long lastSeq;
  private final byte[] payload;

  /**
   * @param epoch sequence of the ledger
   * @param lastSeq number of its last record after the commit
   * @param payload the changed rows; not copied
   */
  public JournalFrame(UUID epoch, long lastSeq, byte[] payload) {
    this.epoch = epoch;
    this.lastSeq = lastSeq;
    this.payload = payload;
  }

  /** Sequence of the ledger. */
  public UUID epoch() {
    return epoch;
  }

  /** Number of the last record after the commit. */
  public long lastSeq() {
    return lastSeq;
  }

  /** The changed rows; nobody may change the array. */
  public byte[] payload() {
    return payload;
  }

  ByteBuffer bytes() {
    byte[] bytes = new byte[size()];
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    frame.putInt(MAGIC).putInt(payload.length);
    frame.putLong(epoch.getMostSignificantBits()).putLong(epoch.getLeastSignificantBits());
    frame.putLong(lastSeq).put(payload);
    frame.putInt(checksum(bytes, 0, frame.position()));
    return frame.flip();
  }

  /** The frame at a place; empty if there is none, or it is torn or damaged. */
  static Optional<JournalFrame> at(byte[] bytes, int at) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    if (file.limit() - at < HEADER + TRAILER || file.getInt(at) != MAGIC) {
      return Optional.empty();
    }
    int length = file.getInt(at + 4);
    if (length < 0 || length > MOST_PAYLOAD || length > file.limit() - at - HEADER - TRAILER) {
      return Optional.empty();
    }
    int until = at + HEADER + length;
    if (file.getInt(until) != checksum(bytes, at, HEADER + length)) {
      return Optional.empty();
    }
    byte[] payload = new byte[length];
    file.get(at + HEADER, payload);
    return Optional.of(
        new JournalFrame(
            new UUID(file.getLong(at + 8), file.getLong(at + 16)), file.getLong(at + 24), payload));
  }

  int size() {
    return HEADER + payload.length + TRAILER;
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
