package io.wugan.agent.runtime;

import io.wugan.agent.config.LedgerConfig;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.sync.ledger.LedgerBackup;
import io.wugan.sync.ledger.LedgerDoubt;
import io.wugan.sync.ledger.LedgerLeftovers;
import io.wugan.sync.ledger.RetentionSweeper;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the ledger's files once a minute, on its own thread {@code ledger-keeper}: the
 * reserve for a full disk, whose use is told within a second; copies by their age, once a week the
 * whole check, once an hour what is over and goes; and tells what is wrong with any of them.
 */
final class LedgerKeeper {

  private static final Logger log = LoggerFactory.getLogger(LedgerKeeper.class);
  // Starting has the disk to itself.
  private static final long FIRST_SECONDS = 10;
  private static final long PERIOD_SECONDS = 60;
  private static final long RESERVE_SECONDS = 1;
  private static final String NO_RESERVE = "the ledger has no reserve: free some room on its disk";
  private static final long CLOSE_SECONDS = 30;
  private static final Duration CHECK_EVERY = Duration.ofDays(7);
  private static final long TRY_AGAIN_NANOS = Duration.ofHours(1).toNanos();
  private static final String CHECKED = "ledger.checked";
  private static final Duration SWEEP_EVERY = Duration.ofHours(1);
  // The rest of a sweep waits for the next look, so that a copy or a reserve does not.
  private static final long SWEEP_NANOS = Duration.ofSeconds(20).toNanos();

  private final SqliteLedger ledger;
  private final Path folder;
  private final LedgerConfig config;
  private final LedgerBackup backups;
  private final LedgerLeftovers leftovers;
  private final RetentionSweeper sweeper;
  private final LotClock clock;
  private final Consumer<Throwable> onFatal;
  private final HealthSink health;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "ledger-keeper");
            thread.setDaemon(true);
            return thread;
          });

  // Belongs to the thread.
  private long nextBackupNanos = System.nanoTime();
  private long nextSweepNanos = System.nanoTime();

  /**
   * What is looked after.
   *
   * @param ledger in use
   * @param folder of the data
   * @param config how
   * @param keepFreeBytes copies leave so much free
   */
  record Subject(SqliteLedger ledger, DataFolder folder, LedgerConfig config, long keepFreeBytes) {}

  /**
   * @param health hears what is wrong
   * @param onFatal told when the agent must be started again
   */
  LedgerKeeper(Subject subject, HealthSink health, LotClock clock, Consumer<Throwable> onFatal) {
    this.ledger = subject.ledger();
    this.folder = subject.folder().ledger();
    this.config = subject.config();
    this.backups = new LedgerBackup(folder, config.backupFolder(folder), subject.keepFreeBytes());
    this.leftovers =
        new LedgerLeftovers(folder, config.backupFolder(folder), subject.folder().desk());
    this.sweeper = new RetentionSweeper(ledger.retention(), config.retention(), clock);
    this.clock = clock;
    this.onFatal = onFatal;
    this.health = health;
  }

  /** Begins, once. */
  @SuppressWarnings("FutureReturnValueIgnored") // a look reports its own failures
  void start() {
    executor.scheduleWithFixedDelay(this::look, FIRST_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    // Behind the first look, which makes the reserve where there is none yet.
    executor.scheduleWithFixedDelay(
        this::watchReserve, FIRST_SECONDS + 1, RESERVE_SECONDS, TimeUnit.SECONDS);
  }

  /** One look; on the thread, or where there is none. */
  void look() {
    try {
      restoreReserve();
      health.set(
          HealthKind.JOURNAL_FAILING,
          HealthPlace.BOARD,
          ledger.isJournalFailing(),
          "the second line of the ledger cannot be written");
      backUp();
      checkWhole();
      deleteWhatIsOver();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (LedgerException | IOException failed) {
      log.warn("the ledger's files are not looked after, next try soon: {}", failed.getMessage());
    } catch (RuntimeException fault) { // top of an owned thread: the next look must come
      log.error("looking after the ledger's files failed", fault);
    }
  }

  /** Others may fill the reserve's room in seconds: the alarm, a record, needs some of it. */
  void watchReserve() {
    if (ledger.reserve().isUsed()) {
      health.wrong(HealthKind.DISK_FULL, HealthPlace.BOARD, NO_RESERVE);
    }
  }

  private void restoreReserve() {
    boolean whole = false;
    try {
      whole = ledger.reserve().restore();
    } catch (IOException unwritable) {
      log.warn("the reserve for a full disk cannot be made: {}", unwritable.toString());
    }
    health.set(HealthKind.DISK_FULL, HealthPlace.BOARD, !whole, NO_RESERVE);
  }

  /** One a time of {@code backup.every}, by the age of the newest. */
  private void backUp() throws IOException {
    if (config.backupKeep() == 0 || System.nanoTime() < nextBackupNanos || !isBackupDue()) {
      return;
    }
    nextBackupNanos = System.nanoTime() + TRY_AGAIN_NANOS;
    try {
      LedgerBackup.Copy copy = backups.make(clock.now().utc());
      int gone = backups.rotate(config.backupKeep());
      log.info(
          "copied the ledger to {} ({} KB), {} old went", copy.file(), copy.bytes() >> 10, gone);
      health.right(HealthKind.BACKUP_FAILING, HealthPlace.BOARD);
    } catch (IOException | LedgerException failed) {
      log.error("no copy of the ledger, next try in an hour: {}", failed.getMessage());
      health.wrong(
          HealthKind.BACKUP_FAILING, HealthPlace.BOARD, "no copy of the ledger can be made");
    }
  }

  private boolean isBackupDue() throws IOException {
    List<LedgerBackup.Copy> copies = backups.list();
    if (copies.isEmpty()) {
      return true;
    }
    // A clock that was set back must not stop copies for as long.
    Duration age = Duration.between(copies.get(copies.size() - 1).at(), clock.now().utc()).abs();
    return age.compareTo(config.backupEvery()) >= 0;
  }

  private void checkWhole() throws IOException {
    if (!isCheckDue()) {
      return;
    }
    long from = System.nanoTime();
    Optional<String> found = new LedgerDoubt(folder).check();
    Files.writeString(folder.resolve(CHECKED), clock.now().utc() + "\n");
    log.info(
        "the whole check of the ledger took {} ms",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from));
    if (found.isPresent()) {
      log.error("the ledger is damaged and is salvaged at the next start: {}", found.get());
      onFatal.accept(new RestartAdvisedException("damage was found in the ledger"));
    }
  }

  /** Rows of the ledger, then copies and what was put aside; a part of it at each look. */
  private void deleteWhatIsOver() throws IOException, InterruptedException {
    // Deleting writes, too: the last room of a full disk is for vehicles.
    if (System.nanoTime() - nextSweepNanos < 0 || ledger.reserve().isUsed()) {
      return;
    }
    nextSweepNanos = System.nanoTime() + SWEEP_EVERY.toNanos();
    long deadline = System.nanoTime() + SWEEP_NANOS;
    RetentionSweeper.Report report =
        sweeper.sweep(() -> !executor.isShutdown() && System.nanoTime() - deadline < 0);
    if (report.isAny()) {
      log.info(
          "past their days and deleted: {} stays, {} passages of no stay, {} corrections, {} listed plates",
          report.stays(),
          report.passages(),
          report.corrections(),
          report.listed());
    }
    LotTime now = clock.now();
    int again = ledger.forgetting().forgetAgain(now.utc());
    if (again > 0) {
      log.info("{} stays and passages were forgotten before, had come back and are deleted", again);
    }
    if (now.isDisciplined()) {
      int gone = leftovers.forget(now.utc().minus(config.retention().stays()));
      if (gone > 0) {
        log.info("{} copies or ledgers put aside are past their days and deleted", gone);
      }
    }
    if (!report.finished()) {
      nextSweepNanos = System.nanoTime();
    }
  }

  private boolean isCheckDue() throws IOException {
    Path stamp = folder.resolve(CHECKED);
    if (!Files.exists(stamp)) {
      // A new ledger was looked through when it was made; a week later there is something to see.
      Files.writeString(stamp, clock.now().utc() + "\n");
      return false;
    }
    try {
      Instant last = Instant.parse(Files.readString(stamp).strip());
      return Duration.between(last, clock.now().utc()).abs().compareTo(CHECK_EVERY) >= 0;
    } catch (DateTimeException unreadable) {
      log.warn("{} tells no time: checked now", stamp, unreadable);
      return true;
    }
  }

  /** Ends the thread after what it is at; waits for at most {@value #CLOSE_SECONDS} seconds. */
  void close() throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      executor.shutdownNow();
      log.warn("the ledger's keeper did not end within {} s", CLOSE_SECONDS);
    }
  }
}
