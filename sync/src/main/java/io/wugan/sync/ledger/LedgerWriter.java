package io.wugan.sync.ledger;

import io.wugan.core.fault.Failpoint;
import io.wugan.core.ledger.LedgerException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of the thread {@code ledger}: collects what is queued, runs each piece of work in a
 * savepoint of one transaction, commits once, and only then tells those who wait.
 *
 * <p>A piece of work that fails takes nothing else with it. A commit that fails takes the whole
 * group, and the connection with it: after a failed fsync nobody knows which pages reached the
 * disk, so the file is opened and checked anew (Rebello et al., ATC 2020).
 */
final class LedgerWriter implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(LedgerWriter.class);

  /** As many pieces of work as share one commit. */
  static final int GROUP_LIMIT = 50;

  // An fsync takes longer than this on the cards that boards have, so waiting costs less than it
  // saves.
  private static final long LONGEST_REPAIR_NANOS = TimeUnit.MINUTES.toNanos(30);
  private static final long GROUP_WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long IDLE_MILLIS = 200;

  /** Wakes the thread when there is nothing to write but the end. */
  private static final LedgerTask<?> WAKE = new LedgerTask<>(database -> true);

  private final BlockingQueue<LedgerTask<?>> queue;
  private final Opener opener;
  private final Path file;
  private final WriterStatus status;
  private final LedgerJournal journal;
  private final SpaceReserve reserve;

  private @Nullable LedgerDatabase database;
  private boolean damaged;
  private volatile boolean closing;
  private volatile boolean ended;
  private final AtomicLong turns = new AtomicLong();
  private volatile long repairingSinceNanos; // written by its own thread alone

  /** Opens the database again after a failure. */
  interface Opener {
    /**
     * Opens it.
     *
     * @param damaged whether damage was met in it, so that it is to be salvaged
     */
    LedgerDatabase open(boolean damaged);
  }

  LedgerWriter(
      BlockingQueue<LedgerTask<?>> queue,
      LedgerDatabase database,
      Opener opener,
      WriterStatus status,
      LedgerJournal journal,
      SpaceReserve reserve) {
    this.journal = journal;
    this.reserve = reserve;
    this.queue = queue;
    this.database = database;
    this.file = database.file();
    this.opener = opener;
    this.status = status;
  }

  /** No more work will come; what is queued is still written. */
  void finish() {
    closing = true;
    // Where the queue is full the thread is awake.
    boolean sleeping = queue.offer(WAKE);
    log.debug("closing, {} wait", sleeping ? queue.size() - 1 : queue.size());
  }

  /** Whether nothing will be written any more. Set before the last look into the queue. */
  boolean ended() {
    return ended;
  }

  @Override
  public void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        step();
      }
    } finally {
      ended = true;
      List<LedgerTask<?>> late = new ArrayList<>();
      queue.drainTo(late);
      fail(late, new LedgerException("the ledger is closed"));
      closeDatabase();
      journal.close();
    }
  }

  /** Grows as long as the thread gets on, or repairs what was damaged, which may take minutes. */
  long turns() {
    long repairing = repairingSinceNanos;
    if (repairing == 0) {
      return turns.get();
    }
    long lasts = System.nanoTime() - repairing;
    return turns.get() + Math.min(lasts, LONGEST_REPAIR_NANOS) / 1_000_000;
  }

  private void step() {
    turns.incrementAndGet();
    List<LedgerTask<?>> group = new ArrayList<>();
    try {
      collect(group);
      group.remove(WAKE);
      if (!group.isEmpty()) {
        write(group);
      }
    } catch (InterruptedException stop) {
      // Nobody but the system interrupts this thread; what is queued is still written.
      log.warn("the ledger was interrupted and closes");
      closing = true;
      fail(group, new LedgerException("the ledger was interrupted"));
    } catch (Throwable fault) {
      // top of an owned thread: a fault of ours must not end the ledger.
      log.error("the ledger failed at a piece of work", fault);
      discardDatabase();
      fail(group, new LedgerException("the ledger failed: " + fault, fault));
    }
  }

  private void collect(List<LedgerTask<?>> group) throws InterruptedException {
    LedgerTask<?> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    group.add(first);
    long until = System.nanoTime() + GROUP_WINDOW_NANOS;
    while (group.size() < GROUP_LIMIT) {
      if (queue.drainTo(group, GROUP_LIMIT - group.size()) > 0) {
        continue;
      }
      LedgerTask<?> next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      group.add(next);
    }
  }

  private void write(List<LedgerTask<?>> group) {
    try {
      LedgerDatabase open = database();
      open.execute("BEGIN IMMEDIATE");
      for (LedgerTask<?> task : group) {
        runInSavepoint(open, task);
      }
      Head head = open.head();
      JournalRows changed = open.touched().collect();
      Failpoint.LEDGER_WRITTEN.pass();
      open.execute("COMMIT");
      Failpoint.LEDGER_COMMITTED.pass();
      journal.committed(open, status.snapshot().head(), head, changed);
      Failpoint.LEDGER_JOURNALED.pass();
      status.committed(head, group);
    } catch (SQLException failed) {
      damaged = SqlFailures.isDamage(failed);
      discardDatabase();
      if (SqlFailures.isFull(failed) && reserve.release()) {
        log.error("the disk is full: the ledger writes on in its reserve");
        group.forEach(LedgerTask::again);
        write(group);
        return;
      }
      refuse(group, SqlFailures.explain("nothing was captured", file, failed));
      return;
    } catch (LedgerException notOpened) {
      refuse(group, notOpened);
      return;
    }
    group.forEach(LedgerTask::complete);
    status.tellListeners();
  }

  private void runInSavepoint(LedgerDatabase open, LedgerTask<?> task) throws SQLException {
    open.execute("SAVEPOINT work");
    try {
      task.run(open);
      open.execute("RELEASE work");
    } catch (SQLException failed) {
      if (SqlFailures.endsTheConnection(failed)) {
        throw failed;
      }
      // Some errors have undone the whole transaction already; then this fails too, and with it
      // the group.
      undo(open, failed);
      task.refuse(SqlFailures.explain("not captured", file, failed));
    } catch (LedgerException refused) {
      undo(open, refused);
      task.refuse(refused);
    } catch (RuntimeException undecided) {
      undo(open, undecided);
      task.refuse(
          new LedgerException(
              "not captured: the decision failed (" + undecided.getClass().getSimpleName() + ")",
              undecided));
    }
  }

  private static void undo(LedgerDatabase open, Exception reason) throws SQLException {
    try {
      open.execute("ROLLBACK TO work");
      open.execute("RELEASE work");
    } catch (SQLException gone) {
      if (reason instanceof SQLException first) {
        first.addSuppressed(gone);
        throw first;
      }
      gone.addSuppressed(reason);
      throw gone;
    }
  }

  private LedgerDatabase database() {
    LedgerDatabase open = database;
    if (open == null) {
      repairingSinceNanos = System.nanoTime() | 1; // 0 stands for none
      try {
        open = opener.open(damaged);
      } finally {
        repairingSinceNanos = 0;
      }
      database = open;
      damaged = false;
      log.info("opened {} again", file);
    }
    return open;
  }

  private void refuse(List<LedgerTask<?>> group, LedgerException reason) {
    status.failed(reason);
    fail(group, reason);
  }

  private static void fail(List<LedgerTask<?>> tasks, LedgerException reason) {
    tasks.forEach(task -> task.fail(reason));
  }

  /** Closing undoes what was begun (sqlite.org/c3ref/close.html). */
  private void discardDatabase() {
    LedgerDatabase open = database;
    database = null;
    if (open != null) {
      try {
        open.abandon();
      } catch (SQLException stuck) {
        log.warn("cannot close {} after a failure", file, stuck);
      }
    }
  }

  private void closeDatabase() {
    LedgerDatabase open = database;
    database = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException stuck) {
        log.warn("cannot close {} in order; it is repaired when it is opened next", file, stuck);
      }
    }
  }
}
