package io.wugan.lab.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an edge believes to be at the cloud, in blocks of a thousand numbers. Immutable.
 *
 * @param stream its count
 * @param blocks ascending, each aligned
 */
record Digest(StreamId stream, List<Block> blocks) {
  static final int BLOCK = 1000;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  Digest {
    blocks = List.copyOf(blocks);
  }

  /**
   * One block.
   *
   * @param from first number, 1 + 1000 k
   * @param to last number, at most 999 further
   * @param count how many of them the edge counts: all but those in {@code skip}
   * @param hash SHA-256 over {@code seq + " " + id + "\n"} of those, in lower case hexadecimal
   * @param skip numbers that the edge does not count, ascending
   */
  record Block(long from, long to, long count, String hash, List<Gap> skip) {
    Block {
      skip = List.copyOf(skip);
    }

    boolean skips(long seq) {
      return skip.stream().anyMatch(gap -> seq >= gap.first() && seq <= gap.last());
    }
  }

  /**
   * Reads a digest that {@code edge} published.
   *
   * @throws InvalidEventException if it breaks the contract; nothing of it may be used
   */
  static Digest read(EdgeId edge, JsonNode digest) {
    StreamId stream = new StreamId(edge, Json.uuid(digest, "epoch"));
    long lastSeq = count(digest, "lastSeq");
    JsonNode list = digest.path("blocks");
    if (!list.isArray()) {
      throw Json.wrong("blocks", "a list");
    }
    List<Block> blocks = new ArrayList<>();
    long before = 0;
    for (JsonNode each : list) {
      Block block = block(each);
      boolean last = blocks.size() == list.size() - 1;
      if (block.from <= before || block.to > lastSeq || (!last && block.to % BLOCK != 0)) {
        throw Json.wrong(
            "blocks", "ascending blocks of 1000 up to lastSeq, of which only the last is shorter");
      }
      before = block.to;
      blocks.add(block);
    }
    return new Digest(stream, blocks);
  }

  private static Block block(JsonNode block) {
    long from = count(block, "from");
    long to = count(block, "to");
    if (from % BLOCK != 1 || to < from || to >= from + BLOCK) {
      throw Json.wrong(
          "from, to", "a part of one block: from is 1 + 1000 k, to at most from + 999");
    }
    String hash = Json.text(block, "hash");
    if (!HASH.matcher(hash).matches()) {
      throw Json.wrong("hash", "64 hexadecimal digits in lower case");
    }
    List<Gap> skip = skip(block.path("skip"), from, to);
    long skipped = skip.stream().mapToLong(gap -> gap.last() - gap.first() + 1).sum();
    long count = count(block, "count");
    if (count != to - from + 1 - skipped) {
      throw Json.wrong("count", "the numbers of the block less those of skip");
    }
    return new Block(from, to, count, hash, skip);
  }

  private static List<Gap> skip(JsonNode list, long from, long to) {
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      throw Json.wrong("skip", "a list");
    }
    List<Gap> gaps = new ArrayList<>();
    long before = from - 1;
    for (JsonNode pair : list) {
      boolean numbers = pair.size() == 2 && pair.get(0).isIntegralNumber();
      Gap gap = numbers ? new Gap(pair.get(0).asLong(), pair.get(1).asLong()) : new Gap(0, 0);
      if (gap.first() <= before || gap.last() < gap.first() || gap.last() > to) {
        throw Json.wrong("skip", "ascending pairs of numbers within the block");
      }
      before = gap.last();
      gaps.add(gap);
    }
    return gaps;
  }

  private static long count(JsonNode object, String field) {
    return Json.findCount(object, field).orElseThrow(() -> Json.wrong(field, "a number"));
  }
}
