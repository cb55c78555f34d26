package io.wugan.sync.uplink;

import io.wugan.sync.contract.DigestMessage;
import io.wugan.sync.contract.DigestMessage.Block;
import io.wugan.sync.contract.DigestMessage.Range;
import io.wugan.sync.ledger.NumberedId;
import io.wugan.sync.ledger.Outbox;
import io.wugan.sync.ledger.OutboxState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Says over what the cloud and the board should agree: for each thousand numbers a hash of the ids
 * of the records that the cloud has acknowledged. A cloud that went back in time, or lost a table,
 * finds out by it what to ask for, as long as the board still has it. Reads some hundred kilobytes
 * of ids, not the records. Stateless and thread-safe.
 */
public final class DigestBuilder {

  /** Numbers in a block. */
  public static final int BLOCK = 1000;

  private final Outbox outbox;

  /**
   * @param outbox what is compared
   */
  public DigestBuilder(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * The newest whole blocks that are still here, at most {@value DigestMessage#MOST_BLOCKS}; empty
   * if there is none. The last block ends with the newest record.
   *
   * @param now when it is said
   */
  public Optional<Publication> build(Instant now) {
    long last = outbox.lastSeq();
    List<Block> blocks = new ArrayList<>();
    long from = last == 0 ? 0 : firstOf(last);
    while (from > 0 && blocks.size() < DigestMessage.MOST_BLOCKS) {
      List<NumberedId> ids = ids(from, Math.min(last, from + BLOCK - 1));
      if (ids.isEmpty()) {
        break; // acknowledged long ago and deleted, as is all before it
      }
      block(ids).ifPresent(blocks::add);
      from -= BLOCK;
    }
    Collections.reverse(blocks);
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Publication(
                "up/dig", DigestMessage.json(outbox.epoch(), now, last, blocks), false));
  }

  private static long firstOf(long seq) {
    return seq - (seq - 1) % BLOCK;
  }

  /** The records of a block; none if one of them is gone. */
  private List<NumberedId> ids(long from, long to) {
    List<NumberedId> ids =
        outbox.listIds(from, BLOCK).stream().filter(id -> id.seq() <= to).toList();
    return ids.size() == to - from + 1 ? ids : List.of();
  }

  private static Optional<Block> block(List<NumberedId> ids) {
    MessageDigest hash = sha256();
    List<Range> skip = new ArrayList<>();
    int count = 0;
    for (NumberedId id : ids) {
      if (id.state() == OutboxState.ACKED) {
        hash.update((id.seq() + " " + id.eventId() + "\n").getBytes(StandardCharsets.UTF_8));
        count++;
      } else {
        skip(skip, id.seq());
      }
    }
    if (skip.size() > DigestMessage.MOST_SKIPPED || count == 0) {
      return Optional.empty();
    }
    long from = ids.get(0).seq();
    long to = ids.get(ids.size() - 1).seq();
    return Optional.of(new Block(from, to, count, HexFormat.of().formatHex(hash.digest()), skip));
  }

  private static void skip(List<Range> skip, long seq) {
    int last = skip.size() - 1;
    if (last >= 0 && skip.get(last).last() == seq - 1) {
      skip.set(last, new Range(skip.get(last).first(), seq));
    } else {
      skip.add(new Range(seq, seq));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
