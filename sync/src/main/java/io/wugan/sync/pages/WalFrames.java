package io.wugan.sync.pages;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of a write-ahead log (fileformat2.html §4), with whether their checksums hold. A
 * frame's checksum goes on from the one before, so a damaged frame costs itself and not those
 * behind it. Immutable.
 */
final class WalFrames {

  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int MAGIC = 0x377F0682;

  /**
   * A page as one frame has it.
   *
   * @param page number of the page, from 1
   * @param offset where its bytes begin in the log
   * @param sound whether it is of this log and its checksum holds; if not, it is left from an
   *     earlier round, or damaged
   * @param commit whether a transaction ends with it
   */
  record Frame(int page, int offset, boolean sound, boolean commit) {}

  private final List<Frame> frames = new ArrayList<>();
  private final boolean headed;

  /**
   * @param log the whole file
   * @param pageSize bytes of a page
   */
  WalFrames(byte[] log, int pageSize) {
    ByteBuffer big = ByteBuffer.wrap(log);
    int size = FRAME_HEADER + pageSize;
    if (log.length < HEADER + size) {
      this.headed = true;
      return;
    }
    this.headed = isHeader(big, pageSize);
    ByteBuffer summed = ByteBuffer.wrap(log).order(order(big));
    // Without a header the first frame says which log this is, and the second is the first to tell.
    long salts = headed ? big.getLong(16) : big.getLong(HEADER + 8);
    long before = headed ? big.getLong(24) : 0;
    for (int at = HEADER; at + size <= log.length; at += size) {
      long sum = sum(summed, at + FRAME_HEADER, pageSize, sum(summed, at, 8, before));
      long said = big.getLong(at + 16);
      boolean sound = big.getLong(at + 8) == salts && sum == said;
      frames.add(new Frame(big.getInt(at), at + FRAME_HEADER, sound, big.getInt(at + 4) > 0));
      before = said;
    }
  }

  /** All of them, in their order. */
  List<Frame> all() {
    return List.copyOf(frames);
  }

  /**
   * Whether a transaction that had been synced is damaged: SQLite would pass over it and all behind
   * it without a word. The last transaction may be torn by a power cut, and what is behind it is of
   * an earlier round; but each is synced before the next is begun, so no two can follow one that is
   * torn.
   */
  boolean hasHole() {
    boolean torn = !headed;
    int commitsBehind = 0;
    for (Frame frame : frames) {
      torn |= !frame.sound();
      commitsBehind += torn && frame.sound() && frame.commit() ? 1 : 0;
    }
    return commitsBehind > 1;
  }

  private static boolean isHeader(ByteBuffer log, int pageSize) {
    return (log.getInt(0) & ~1) == MAGIC
        && log.getInt(8) == pageSize
        && sum(log.duplicate().order(order(log)), 0, 24, 0) == log.getLong(24);
  }

  private static ByteOrder order(ByteBuffer log) {
    return log.getInt(0) == (MAGIC | 1) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static long sum(ByteBuffer bytes, int from, int length, long before) {
    int s0 = (int) (before >>> 32);
    int s1 = (int) before;
    for (int at = from; at < from + length; at += 8) {
      s0 += bytes.getInt(at) + s1;
      s1 += bytes.getInt(at + 4) + s0;
    }
    return ((long) s0 << 32) | (s1 & 0xFFFFFFFFL);
  }
}
