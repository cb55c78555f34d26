package io.wugan.sync.contract;

import java.util.List;

/**
 * The cloud's acknowledgement, sent after its commit: cumulative and selective, idempotent, and
 * allowed to be lost. Immutable.
 *
 * @param epoch the sequence that all numbers here belong to
 * @param upto every record up to and including this one is committed; 0 for none
 * @param also records above {@code upto} that are committed
 * @param nack records that the cloud refuses
 * @param missing records that the cloud wants to have again, even if it acknowledged them once
 */
public record CloudAck(
    String epoch, long upto, List<Long> also, List<Nack> nack, List<SeqRange> missing) {

  public CloudAck {
    also = List.copyOf(also);
    nack = List.copyOf(nack);
    missing = List.copyOf(missing);
  }

  /**
   * A refused record.
   *
   * @param seq its number
   * @param code why
   * @param message for a person; may hold personal data, so it is kept and never logged
   */
  public record Nack(long seq, NackCode code, String message) {

    @Override
    public String toString() {
      return "Nack[" + seq + " " + code + "]";
    }
  }

  /**
   * Numbers from {@code first} to {@code last}, both included.
   *
   * @param first at least 1
   * @param last not before {@code first}
   */
  public record SeqRange(long first, long last) {

    /**
     * @throws IllegalArgumentException unless 1 ≤ first ≤ last
     */
    public SeqRange {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("no range: " + first + " to " + last);
      }
    }
  }

  /** The greatest number that this speaks of; 0 if it speaks of none. */
  public long highestSeq() {
    long highest = upto;
    for (long seq : also) {
      highest = Math.max(highest, seq);
    }
    for (Nack refused : nack) {
      highest = Math.max(highest, refused.seq());
    }
    return highest;
  }
}
