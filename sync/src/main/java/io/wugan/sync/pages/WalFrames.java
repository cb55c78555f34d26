package io.wugan.sync.pages;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of a write-ahead log whose checksums hold (fileformat2.html §4). A frame's checksum
 * goes on from the one before, so a damaged frame costs itself and not those behind it.
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
   */
  record Frame(int page, int offset) {}

  private WalFrames() {}

  static List<Frame> read(byte[] log, int pageSize) {
    List<Frame> frames = new ArrayList<>();
    if (log.length < HEADER) {
      return frames;
    }
    ByteBuffer big = ByteBuffer.wrap(log);
    if ((big.getInt(0) & ~1) != MAGIC || big.getInt(8) != pageSize) {
      return frames;
    }
    ByteBuffer summed =
        ByteBuffer.wrap(log)
            .order((big.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long salts = big.getLong(16);
    long before = big.getLong(24);
    for (int at = HEADER;
        at + FRAME_HEADER + pageSize <= log.length;
        at += FRAME_HEADER + pageSize) {
      long sum = sum(summed, at, 8, before);
      sum = sum(summed, at + FRAME_HEADER, pageSize, sum);
      long said = big.getLong(at + 16);
      if (big.getLong(at + 8) == salts && sum == said) {
        frames.add(new Frame(big.getInt(at), at + FRAME_HEADER));
      }
      before = said;
    }
    return frames;
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
