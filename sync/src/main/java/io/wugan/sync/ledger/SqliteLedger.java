package io.wugan.sync.ledger;

import io.wugan.core.fault.Failpoint;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWork;
import io.wugan.core.ledger.PlateLists;
import io.wugan.core.listing.PlateList;
import io.wugan.core.lot.WaitingPassages;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.journal.Journal;
import io.wugan.sync.thread.OwnedThread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in one SQLite file ({@code ledger.db}, write-ahead log, {@code synchronous=FULL}).
 *
 * <p>One thread writes. Work that comes at the same time shares a commit, so that a slow card
 * decides how long one vehicle waits, not how many can pass. A decision is made inside the
 * transaction that writes it: it sees everything that was decided before and nothing else. The
 * queue holds {@value #QUEUE_LIMIT} pieces of work; when it is full the caller waits, and is
 * refused after {@link #SUBMIT_LIMIT}.
 *
 * <p>Thread-safe.
 */
public final class SqliteLedger implements Ledger, PlateLists {

  private static final Logger log = LoggerFactory.getLogger(SqliteLedger.class);

  /** As much work as may wait. */
  public static final int QUEUE_LIMIT = 1000;

  /** How long a caller waits for a place in the queue. */
  public static final Duration SUBMIT_LIMIT = Duration.ofSeconds(10);

  /** How long closing may take. */
  public static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final LedgerFolder folder;
  private final BlockingQueue<LedgerTask<?>> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
  private final WriterStatus status;
  private final LedgerJournal journal;
  private final SpaceReserve reserve;
  private final LedgerWriter writer;
  private final Thread thread;
  private final SqliteOutbox outbox;
  private final SqliteWaitingPassages waiting;
  private final EvidenceIndex evidence;
  private final UploadIndex uploads;
  private final PlateListParts listParts;
  private final CommandMemory commands;
  private final RowRetention retention;
  private final PlateForgetting forgetting;
  private final EarlierEpochs earlier;
  private final Optional<SalvageReport> salvaged;
  private volatile boolean replaced;
  private final Object closeLock = new Object();
  private volatile boolean closed;

  private SqliteLedger(LedgerFolder folder, LedgerOpening opening, LedgerPlace place)
      throws SQLException {
    this.folder = folder;
    this.reserve = new SpaceReserve(place.directory(), place.reserveBytes());
    LedgerOpening.Opened opened = openWithRoom(opening);
    LedgerDatabase database = opened.database();
    this.salvaged = opened.salvaged();
    Failpoint.LEDGER_OPENED.pass();
    this.status = new WriterStatus(database.head());
    this.journal = new LedgerJournal(new Journal(place.journal(), InstantSource.system()));
    this.writer =
        new LedgerWriter(
            queue, database, damaged -> again(opening, damaged), status, journal, reserve);
    this.outbox = new SqliteOutbox(epoch(), folder.database(), this::enqueue);
    this.waiting = new SqliteWaitingPassages(folder.database(), this::enqueue);
    this.earlier = new EarlierEpochs(folder.database());
    this.evidence = new EvidenceIndex(folder.database(), this::enqueue);
    this.uploads = new UploadIndex(folder.database(), this::enqueue);
    this.listParts = new PlateListParts(this::enqueue);
    this.retention = new RowRetention(folder.database(), this::enqueue);
    this.forgetting = new PlateForgetting(folder.database(), retention, this::enqueue);
    this.commands = new CommandMemory(folder.database(), this::enqueue);
    this.thread = OwnedThread.start("ledger", writer);
  }

  /** Grows as long as the writing thread gets on, whatever there is to write; for a watchdog. */
  public long turns() {
    return writer.turns();
  }

  /** Whether another holds the ledger of a folder at this moment; false where there is none. */
  public static boolean isHeld(Path directory) {
    return Files.isRegularFile(directory.resolve(LedgerFolder.LOCK))
        && LedgerFolder.isHeld(directory);
  }

  /**
   * Opens the ledger in a folder, or begins one there. Checks the whole file, which takes a moment
   * when it is large. One that is damaged is put aside and salvaged: see {@link #salvaged}.
   *
   * @param directory folder of its own; made if it does not exist
   * @param codec writes the bytes that the cloud is sent
   * @param ids gives the epoch of a new ledger
   * @throws LedgerException if the folder cannot be written, is no folder or is in use, or the
   *     database is damaged or too new; says what can be done
   */
  public static SqliteLedger open(Path directory, EventCodec codec, TimeOrderedIds ids) {
    return open(LedgerPlace.of(directory), codec, ids);
  }

  /**
   * The same, with the journal in a folder of its own or a reserve for a full disk. The reserve is
   * made by whoever asks for it: see {@link #reserve}.
   */
  public static SqliteLedger open(LedgerPlace place, EventCodec codec, TimeOrderedIds ids) {
    LedgerFolder folder = LedgerFolder.hold(place.directory());
    boolean opened = false;
    try {
      SqliteLedger ledger =
          new SqliteLedger(folder, new LedgerOpening(folder, place.journal(), codec, ids), place);
      opened = true;
      return ledger;
    } catch (SQLException unreadable) {
      throw SqlFailures.explain("cannot open the ledger", folder.database(), unreadable);
    } finally {
      if (!opened) {
        folder.close();
      }
    }
  }

  /** Opening writes, too: on a full disk it needs the reserve. */
  private LedgerOpening.Opened openWithRoom(LedgerOpening opening) {
    try {
      return opening.open(false);
    } catch (LedgerException refused) {
      if (!reserve.release()) {
        throw refused;
      }
      log.error("the ledger does not open and is tried once more without its reserve", refused);
      return opening.open(false);
    }
  }

  private LedgerDatabase again(LedgerOpening opening, boolean damaged) {
    LedgerOpening.Opened opened = opening.open(damaged);
    replaced |= opened.salvaged().isPresent();
    return opened.database();
  }

  /** What became of the ledger that was there, where it was damaged when this one was opened. */
  public Optional<SalvageReport> salvaged() {
    return salvaged;
  }

  /**
   * Whether a damaged ledger was replaced while this one was in use. It captures on, but its outbox
   * still shows the old one: the agent should stop in order and start again.
   */
  public boolean restartAdvised() {
    return replaced;
  }

  /** Room for a full disk. */
  public SpaceReserve reserve() {
    return reserve;
  }

  /** Whether the journal cannot be written: the ledger works, without its second line. */
  public boolean isJournalFailing() {
    return journal.isFailing();
  }

  /** The sequence before this one, and whether anybody was told how it ended. */
  public Optional<EarlierEpoch> findEarlierEpoch() {
    return earlier.find();
  }

  /** Notes that somebody was told how the sequence before this one ended. */
  public CompletableFuture<Boolean> markTold(EarlierEpoch told) {
    return enqueue(database -> database.markTold(told));
  }

  @Override
  public CompletableFuture<Commit> submit(LedgerWork work) {
    return enqueue(database -> database.apply(work));
  }

  /** One piece of work, however long the list: others wait behind it. */
  @Override
  public CompletableFuture<Replacement> replace(PlateList list) {
    return enqueue(database -> database.plateLists().replace(list));
  }

  <T> CompletableFuture<T> enqueue(SqlWork<T> work) {
    if (closed) {
      throw new LedgerException("the ledger is closed");
    }
    LedgerTask<T> task = new LedgerTask<>(work);
    try {
      if (!queue.offer(task, SUBMIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LedgerException(
            "the ledger is overloaded: %d pieces of work have waited for %d s; the disk is too slow or stuck (dmesg)"
                .formatted(QUEUE_LIMIT, SUBMIT_LIMIT.toSeconds()));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LedgerException("interrupted while waiting for the ledger", stop);
    }
    if (writer.ended() && queue.remove(task)) {
      throw new LedgerException("the ledger is closed");
    }
    return task.future();
  }

  /** The sequence that record numbers belong to; made with the database. */
  public UUID epoch() {
    return status.snapshot().head().epoch();
  }

  /**
   * Vehicles inside by the count of passages, as of the last commit; below 0 if vehicles were
   * inside when counting began.
   */
  public long occupancy() {
    return status.snapshot().head().occupancy();
  }

  /** The ledger at a glance. */
  public LedgerStats stats() {
    WriterStatus.Snapshot now = status.snapshot();
    return new LedgerStats(
        now.head().epoch(),
        now.head().lastSeq(),
        now.head().occupancy(),
        queue.size(),
        now.commits(),
        now.works(),
        now.refusedWorks(),
        now.failedCommits(),
        now.inARow() > 0);
  }

  /** What the cloud is still to be told; closed with the ledger. */
  public Outbox outbox() {
    return outbox;
  }

  /** What waits for the board that keeps the lot's sessions; closed with the ledger. */
  public WaitingPassages waitingPassages() {
    return waiting;
  }

  /** What is known of the pictures; closed with the ledger. */
  public EvidenceIndex evidence() {
    return evidence;
  }

  /** The way of pictures to the cloud; closed with the ledger. */
  public UploadIndex uploads() {
    return uploads;
  }

  /** Parts of a list of plates that is not whole yet. */
  public PlateListParts listParts() {
    return listParts;
  }

  /** What is over and may be deleted; closed with the ledger. */
  public RowRetention retention() {
    return retention;
  }

  /** Forgets a vehicle on request; closed with the ledger. */
  public PlateForgetting forgetting() {
    return forgetting;
  }

  /** The cloud's commands; closed with the ledger. */
  public CommandMemory commands() {
    return commands;
  }

  /**
   * Calls {@code listener} after each commit, on the ledger's thread; it must neither block nor
   * throw.
   */
  public void onCommit(Runnable listener) {
    status.listen(listener);
  }

  @Override
  public void close() {
    synchronized (closeLock) {
      if (closed) {
        return;
      }
      closed = true;
    }
    writer.finish();
    if (Thread.currentThread() == thread) {
      log.warn("the ledger was closed from its own thread; it ends after this group");
      return;
    }
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    outbox.close();
    waiting.close();
    evidence.close();
    uploads.close();
    commands.close();
    retention.close();
    forgetting.close();
    earlier.close();
    if (thread.isAlive()) {
      // The lock stays: two writers on one file would be worse than a folder that is in use.
      log.error(
          "the ledger did not close within {} s: the disk is stuck; {} pieces of work are not"
              + " captured",
          CLOSE_LIMIT.toSeconds(),
          queue.size());
    } else {
      folder.close();
    }
  }
}
