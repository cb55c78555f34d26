package io.wugan.sync.uplink;

import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.sync.ledger.Outbox;
import io.wugan.sync.ledger.OutboxRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Two places in the outbox: {@code live}, behind which nothing fresh was sent yet, and {@code
 * backlog}, which comes up to it from the oldest record. So a car that leaves now never waits
 * behind a hundred thousand that left while the line was down. Confined to the uplink's thread.
 *
 * <pre>
 * 1 ── settled or sent ── backlog ── still to be sent ── live ── fresh ── last
 * </pre>
 */
final class OutboxCursor {

  private final Outbox outbox;
  private final LotClock clock;
  private final Duration backlogAge;
  private long backlog = 1;
  private long live = 1;

  OutboxCursor(Outbox outbox, LotClock clock, Duration backlogAge) {
    this.outbox = outbox;
    this.clock = clock;
    this.backlogAge = backlogAge;
  }

  /** Begins anew with everything that is not acknowledged. */
  void restart() {
    backlog = 1;
    live = freshFrom(1);
  }

  boolean isFresh(OutboxRow row) {
    LotTime now = clock.now();
    return row.bootId().equals(now.bootId()) && row.monoMillis() >= staleBefore(now);
  }

  private long staleBefore(LotTime now) {
    return now.monoMillis() - backlogAge.toMillis();
  }

  private long freshFrom(long from) {
    LotTime now = clock.now();
    return outbox.findFreshFrom(from, now.bootId(), staleBefore(now));
  }

  /** Fresh records that were not sent yet. */
  List<OutboxRow> nextLive(int limit) {
    List<OutboxRow> rows = outbox.listPending(live, Long.MAX_VALUE, limit);
    if (rows.isEmpty() || isFresh(rows.get(0))) {
      return rows;
    }
    // They waited too long for a free place: from now on they belong to the backlog.
    live = freshFrom(live);
    return outbox.listPending(live, Long.MAX_VALUE, limit);
  }

  /** Fresh records up to and including {@code seq} were sent. */
  void liveSent(long seq) {
    if (backlog == live) {
      backlog = seq + 1;
    }
    live = seq + 1;
  }

  /**
   * Older records that were not sent yet.
   *
   * @param sent tells which were sent on this connection
   */
  List<OutboxRow> nextBacklog(int limit, LongPredicate sent) {
    while (backlog < live) {
      List<OutboxRow> rows = outbox.listPending(backlog, live, limit);
      if (rows.isEmpty()) {
        backlog = live;
        break;
      }
      List<OutboxRow> unsent = new ArrayList<>(rows);
      unsent.removeIf(row -> sent.test(row.seq()));
      if (!unsent.isEmpty()) {
        return unsent;
      }
      backlog = rows.get(rows.size() - 1).seq() + 1;
    }
    return List.of();
  }

  /** Older records up to and including {@code seq} were sent. */
  void backlogSent(long seq) {
    backlog = Math.max(backlog, seq + 1);
  }

  /** Records from {@code seq} on may have to be sent again. */
  void goBackTo(long seq) {
    backlog = Math.min(backlog, seq);
  }
}
