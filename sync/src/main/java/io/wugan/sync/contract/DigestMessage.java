package io.wugan.sync.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What the board holds as acknowledged, in a form that the cloud can compare with what it has
 * ({@code up/dig}). Stateless.
 */
public final class DigestMessage {

  /** As many blocks as one message may carry: 100,000 records. */
  public static final int MOST_BLOCKS = 100;

  /** As many ranges as a block may leave out; more, and the block is left out itself. */
  public static final int MOST_SKIPPED = 100;

  /**
   * Numbers from one to another.
   *
   * @param first at least 1
   * @param last at least {@code first}
   */
  public record Range(long first, long last) {}

  /**
   * One block of numbers.
   *
   * @param from first number, 1 more than a multiple of 1000
   * @param to last number, at most 999 more
   * @param count records that count: those that the cloud has acknowledged
   * @param hash SHA-256 of {@code seq + " " + id + "\n"} of each of them in the order of numbers,
   *     as 64 hexadecimal digits
   * @param skip numbers in between that do not count, because they are not acknowledged or set
   *     apart
   */
  public record Block(long from, long to, int count, String hash, List<Range> skip) {
    public Block {
      skip = List.copyOf(skip);
    }
  }

  private DigestMessage() {}

  /**
   * The message.
   *
   * @param epoch sequence of the numbers
   * @param at when it was computed
   * @param lastSeq number of the newest record
   * @param blocks at most {@value #MOST_BLOCKS}
   */
  public static byte[] json(UUID epoch, Instant at, long lastSeq, List<Block> blocks) {
    return JsonBytes.object(
        out -> {
          out.writeStringField("epoch", epoch.toString());
          out.writeStringField("time", DomainJson.rfc3339(at));
          out.writeStringField("lastSeq", Long.toString(lastSeq));
          out.writeArrayFieldStart("blocks");
          for (Block block : blocks) {
            write(block, out);
          }
          out.writeEndArray();
        });
  }

  private static void write(Block block, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("from", Long.toString(block.from()));
    out.writeStringField("to", Long.toString(block.to()));
    out.writeNumberField("count", block.count());
    out.writeStringField("hash", block.hash());
    out.writeArrayFieldStart("skip");
    for (Range range : block.skip()) {
      out.writeStartArray();
      out.writeNumber(range.first());
      out.writeNumber(range.last());
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
