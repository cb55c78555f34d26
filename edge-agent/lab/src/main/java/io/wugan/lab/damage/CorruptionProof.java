package io.wugan.lab.damage;

import io.wugan.core.ledger.LedgerException;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.ledger.OutboxRow;
import io.wugan.sync.ledger.OutboxState;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Damages a ledger's files in every way, opens them, and counts the records that came through: of
 * those that the damage left whole in some page, and of all. Only records that the cloud does not
 * have count.
 */
final class CorruptionProof {

  private static final List<FileFault> FAULTS = List.of(FileFault.values());
  private static final String SOUND = "sound";
  private static final String JOURNAL = "journal";
  private static final int MOST_ROWS = 100_000;
  private static final int COMMITS_IN_FILE = 150;
  private static final int COMMITS_IN_LOG = 60;
  private static final long ACKNOWLEDGED = 60;
  private static final int MOST_FAILURES = 20;

  /** What came of one kind of fault. */
  static final class Tally {
    long seeds;
    long salvaged;
    long intact;
    long intactSaved;
    long rows;
    long saved;

    void add(Tally other) {
      seeds += other.seeds;
      salvaged += other.salvaged;
      intact += other.intact;
      intactSaved += other.intactSaved;
      rows += other.rows;
      saved += other.saved;
    }
  }

  private final Path work;
  private final long seed;
  private final boolean journal;
  private final Map<FileFault, Tally> tallies = new EnumMap<>(FileFault.class);
  private final List<String> failures = new ArrayList<>();
  private LedgerFiles sound = new LedgerFiles(new byte[0], new byte[0]);
  private Map<Told, RowCopies> expected = Map.of();

  private CorruptionProof(Path work, long seed, boolean journal) {
    this.work = work;
    this.seed = seed;
    this.journal = journal;
  }

  /**
   * Runs the proof.
   *
   * @param work an empty folder
   * @param seeds how often the files are damaged
   * @param journal whether the journal outlives the damage, as it does on another disk
   */
  static CorruptionProof run(Path work, long seed, int seeds, boolean journal)
      throws IOException, InterruptedException {
    CorruptionProof proof = new CorruptionProof(work, seed, journal);
    proof.prepare();
    for (int i = 0; i < seeds; i++) {
      proof.damage(seed + i);
    }
    return proof;
  }

  Map<FileFault, Tally> tallies() {
    return tallies;
  }

  Tally total() {
    Tally total = new Tally();
    tallies.values().forEach(total::add);
    return total;
  }

  /** Ledgers that did not open, or did not work or hold the rules afterwards. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  long records() {
    return expected.size();
  }

  boolean holds() {
    Tally total = total();
    return failures.isEmpty() && total.intactSaved >= 0.99 * total.intact;
  }

  private void prepare() throws IOException, InterruptedException {
    Path folder = Files.createDirectory(work.resolve(SOUND));
    LedgerTraffic traffic = new LedgerTraffic(seed);
    List<OutboxRow> rows;
    try (SqliteLedger ledger = traffic.open(folder)) {
      capture(ledger, traffic, COMMITS_IN_FILE);
      CloudAck ack =
          new CloudAck(ledger.epoch().toString(), ACKNOWLEDGED, List.of(), List.of(), List.of());
      LedgerWait.on(ledger.outbox().apply(ack, traffic.nowUtc()));
    }
    // Closing moved the log into the database; what follows lies in the log alone.
    try (SqliteLedger ledger = traffic.open(folder)) {
      capture(ledger, traffic, COMMITS_IN_LOG);
      sound = LedgerFiles.read(folder);
      rows = ledger.outbox().list(1, MOST_ROWS);
    }
    RowCopies.Haystack database = new RowCopies.Haystack(sound.database());
    RowCopies.Haystack log = new RowCopies.Haystack(sound.log());
    expected = new HashMap<>();
    for (OutboxRow row : rows) {
      if (row.state() != OutboxState.ACKED) {
        expected.put(Told.of(row), new RowCopies(row.payload(), database, log));
      }
    }
  }

  private static void capture(SqliteLedger ledger, LedgerTraffic traffic, int commits)
      throws InterruptedException {
    for (int i = 0; i < commits; i++) {
      LedgerWait.on(ledger.submit(traffic.next()));
    }
  }

  /** One fault, by its seed. */
  private void damage(long faultSeed) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(faultSeed);
    FileFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    LedgerFiles damaged = fault.inject(sound, random);
    Path folder = Files.createDirectory(work.resolve("seed-" + faultSeed));
    damaged.write(folder);
    if (journal) {
      copyJournal(folder);
    }
    Tally tally = tallies.computeIfAbsent(fault, kind -> new Tally());
    tally.seeds++;
    if (open(folder, damaged, tally, fault + " seed " + faultSeed)) {
      delete(folder);
    }
  }

  private void copyJournal(Path folder) throws IOException {
    Path target = Files.createDirectory(folder.resolve(JOURNAL));
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(work.resolve(SOUND).resolve(JOURNAL))) {
      for (Path file : files) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  /** Opens twice, as a start after the next would; whether it went well. */
  private boolean open(Path folder, LedgerFiles damaged, Tally tally, String who)
      throws InterruptedException {
    LedgerTraffic traffic = new LedgerTraffic(seed + 1);
    try {
      try (SqliteLedger ledger = traffic.open(folder)) {
        tally.salvaged += ledger.salvaged().isPresent() ? 1 : 0;
        count(ledger.outbox().list(1, MOST_ROWS), damaged, tally);
        capture(ledger, traffic);
      }
      try (SqliteLedger again = traffic.open(folder)) {
        if (again.salvaged().isPresent()) {
          return fail(who + ": salvaged a second time");
        }
      }
      return true;
    } catch (LedgerException refused) {
      return fail(who + ": " + refused.getMessage());
    }
  }

  /** As a lane does: what was not captured is handed in again. */
  private static void capture(SqliteLedger ledger, LedgerTraffic traffic)
      throws InterruptedException {
    try {
      LedgerWait.on(ledger.submit(traffic.next()));
    } catch (LedgerException foundInUse) {
      LedgerWait.on(ledger.submit(traffic.next()));
    }
  }

  private boolean fail(String what) {
    if (failures.size() < MOST_FAILURES) {
      failures.add(what);
    }
    return false;
  }

  private void count(List<OutboxRow> rows, LedgerFiles damaged, Tally tally) {
    Map<Told, Boolean> found = new HashMap<>();
    for (OutboxRow row : rows) {
      if (row.intact()) {
        found.put(Told.of(row), true);
      }
    }
    expected.forEach(
        (record, copies) -> {
          boolean saved = found.containsKey(record);
          tally.rows++;
          tally.saved += saved ? 1 : 0;
          if (copies.isIntact(sound, damaged)) {
            tally.intact++;
            tally.intactSaved += saved ? 1 : 0;
          }
        });
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.isDirectory(file)) {
          delete(file);
        } else {
          Files.delete(file);
        }
      }
    }
    Files.delete(folder);
  }
}
