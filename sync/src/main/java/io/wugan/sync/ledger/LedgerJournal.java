package io.wugan.sync.ledger;

import io.wugan.sync.journal.Journal;
import io.wugan.sync.journal.JournalFrame;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the journal behind the ledger: after each commit, before it is answered. A journal that
 * cannot be written stops nobody; it is tried again every ten seconds, and begins with a snapshot
 * then. Confined to the ledger's thread, except for {@link #isFailing}.
 */
final class LedgerJournal implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LedgerJournal.class);
  private static final long TRY_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int FRAME_BYTES = 4 << 20;
  private static final long FORGET_EVERY = 1000;

  /** What a snapshot holds beside records: what is not over. */
  private static final Map<SavedTable, String> LIVE =
      Map.of(
          SavedTable.SESSION, "WHERE state = 'OPEN'",
          SavedTable.REVIEW, "WHERE settled_by IS NULL",
          SavedTable.PLATE_LIST, "",
          SavedTable.EVIDENCE_HOLD, "WHERE released_ns IS NULL",
          SavedTable.HANDOVER, "",
          SavedTable.EARLIER_EPOCH, "",
          SavedTable.PASSAGE,
              "WHERE id IN (SELECT entry_passage FROM session WHERE state = 'OPEN')"
                  + " OR id IN (SELECT passage FROM review WHERE settled_by IS NULL)"
                  + " OR id IN (SELECT passage FROM handover)");

  private final Journal journal;
  private volatile boolean failing;
  private long failedAt;
  private long written;

  LedgerJournal(Journal journal) {
    this.journal = journal;
  }

  /** Whether the last attempt to write failed: the ledger has no second line. Thread-safe. */
  boolean isFailing() {
    return failing;
  }

  /**
   * Writes what a commit changed.
   *
   * @param before the head before it
   * @param after the head now
   */
  void committed(LedgerDatabase database, Head before, Head after, JournalRows changed)
      throws SQLException {
    if (failing && System.nanoTime() - failedAt < TRY_AGAIN_NANOS) {
      return;
    }
    try {
      List<JournalFrame> frames = new ArrayList<>();
      boolean begins = !journal.isUpToDate(before.epoch(), before.lastSeq());
      if (begins) {
        snapshot(database, after, frames);
      }
      frames.add(frame(after, changed));
      journal.append(frames);
      // A new day begins with a snapshot: on a quiet lot, too, nothing outstays its days.
      if (++written % FORGET_EVERY == 0 || begins) {
        forget(database);
      }
      if (failing) {
        failing = false;
        log.info("the journal is written again, beginning with a snapshot");
      }
    } catch (IOException unwritable) {
      failedAt = System.nanoTime();
      if (!failing) {
        failing = true;
        log.error(
            "the journal cannot be written; vehicles are recorded on without a second line: {}",
            unwritable.toString());
      }
    }
  }

  private static JournalFrame frame(Head head, JournalRows rows) {
    return new JournalFrame(head.epoch(), head.lastSeq(), rows.toBytes());
  }

  private void snapshot(LedgerDatabase database, Head head, List<JournalFrame> frames)
      throws SQLException {
    JournalRows rows = new JournalRows();
    for (Map.Entry<SavedTable, String> table : LIVE.entrySet()) {
      database.touched().addRows(rows, table.getKey(), table.getValue());
    }
    frames.add(frame(head, rows));
    long known = journal.knownUpto(head.epoch());
    while (known < head.lastSeq()) {
      JournalRows records = new JournalRows();
      known = database.addRecords(records, known, FRAME_BYTES);
      frames.add(frame(head, records));
    }
  }

  private void forget(LedgerDatabase database) throws IOException, SQLException {
    int deleted = journal.forget(database.firstPending());
    if (deleted > 0) {
      log.info("{} files of the journal are older than {} days and go", deleted, Journal.DAYS);
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
