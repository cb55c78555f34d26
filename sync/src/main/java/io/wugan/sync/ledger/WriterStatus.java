package io.wugan.sync.ledger;

import io.wugan.core.ledger.LedgerException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the writer lets others know. Written by the ledger's thread, read by all: one immutable
 * snapshot behind one volatile.
 */
final class WriterStatus {

  private static final Logger log = LoggerFactory.getLogger(WriterStatus.class);
  private static final int LOG_EVERY = 20;

  /** A snapshot. */
  record Snapshot(
      Head head, long commits, long works, long refusedWorks, long failedCommits, long inARow) {}

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Snapshot snapshot;

  WriterStatus(Head head) {
    this.snapshot = new Snapshot(head, 0, 0, 0, 0, 0);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  void listen(Runnable listener) {
    listeners.add(listener);
  }

  void tellListeners() {
    listeners.forEach(Runnable::run);
  }

  void committed(Head head, List<LedgerTask<?>> group) {
    Snapshot before = snapshot;
    long refused = group.stream().filter(LedgerTask::refused).count();
    snapshot =
        new Snapshot(
            head,
            before.commits() + 1,
            before.works() + group.size() - refused,
            before.refusedWorks() + refused,
            before.failedCommits(),
            0);
    if (before.inARow() > 0) {
      log.info("the ledger writes again after {} failed commits", before.inARow());
    }
  }

  void failed(LedgerException reason) {
    Snapshot before = snapshot;
    long inARow = before.inARow() + 1;
    snapshot =
        new Snapshot(
            before.head(),
            before.commits(),
            before.works(),
            before.refusedWorks(),
            before.failedCommits() + 1,
            inARow);
    if (inARow == 1 || inARow % LOG_EVERY == 0) {
      log.error("the ledger cannot write, attempt {}: {}", inARow, reason.getMessage());
    }
  }
}
