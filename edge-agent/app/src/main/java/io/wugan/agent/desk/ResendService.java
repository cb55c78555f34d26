package io.wugan.agent.desk;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.ledger.Outbox;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Has records sent once more, even if they were acknowledged; those that are set apart stay so. The
 * cloud tells by their ids that it knows them, so the same order twice harms nothing. Thread-safe.
 */
public final class ResendService {

  /** As many numbers as one transaction opens again, so that no vehicle waits for long. */
  static final int STEP = 1000;

  private final Outbox outbox;
  private final LongConsumer reopened;

  /**
   * @param outbox where the records are
   * @param reopened told the first number of each range
   */
  public ResendService(Outbox outbox, LongConsumer reopened) {
    this.outbox = outbox;
    this.reopened = reopened;
  }

  /**
   * Numbers that follow one another.
   *
   * @param first from 1
   * @param last not less than {@code first}
   */
  public record Range(long first, long last) {
    /**
     * @throws IllegalArgumentException saying what is allowed
     */
    public Range {
      if (first < 1) {
        throw new IllegalArgumentException("first must be the number of a record, not " + first);
      }
      if (last < first) {
        throw new IllegalArgumentException("last must not be less than first");
      }
    }
  }

  /**
   * Opens records again; blocks until that is captured.
   *
   * @param epoch whose numbers they are
   * @return how many are sent again
   * @throws IllegalArgumentException if the numbers are another sequence's
   * @throws LedgerException if the ledger does not write; the order may be given again
   */
  public long resend(String epoch, List<Range> ranges) throws InterruptedException {
    if (!epoch.equals(outbox.epoch().toString())) {
      throw new IllegalArgumentException("epoch must be that of the board, " + outbox.epoch());
    }
    long found = 0;
    for (Range range : ranges) {
      long last = Math.min(range.last(), outbox.lastSeq());
      for (long from = range.first(); from <= last; from += STEP) {
        found += LedgerWait.on(outbox.reopen(from, Math.min(last, from + STEP - 1)));
      }
      reopened.accept(range.first());
    }
    return found;
  }

  /** Does what an order asks for. */
  Answer apply(DeskOrder.Resend order) throws InterruptedException {
    try {
      return new Answer(
          order.id(), true, resend(order.epoch(), order.ranges()) + " records are sent again");
    } catch (IllegalArgumentException another) {
      return new Answer(order.id(), false, String.valueOf(another.getMessage()));
    }
  }
}
