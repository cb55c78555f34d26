package io.wugan.lab.damage;

import io.wugan.core.ledger.LedgerException;
import io.wugan.sync.ledger.OutboxRow;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Cuts the power at many places of a recorded run: leaves of the log what a card may leave of it,
 * opens the ledger, and looks for every record whose commit had been answered by then.
 */
final class PowerProof {

  private static final List<Cut> CUTS = List.of(Cut.values());
  private static final int HEADER = 32;
  private static final int FRAME = 24 + 4096;
  private static final int SECTOR = 512;
  private static final int PAGE = 4096;
  private static final int MOST_FAILURES = 20;
  private static final int MOST_ROWS = 100_000;

  /** What is left behind the last byte that was written. */
  enum Cut {
    /** At the end of a frame, and nothing behind it. */
    FRAME,
    /** Within a frame, at the end of a sector. */
    TORN_SECTOR,
    /** The file has its new length, the sectors are still zero. */
    ZERO_TAIL,
    /** Sectors behind it are those of the round before. */
    STALE_TAIL,
    /** While the log was moved into the database: some pages there are new, some are not. */
    HALF_MOVED
  }

  /**
   * What came of it.
   *
   * @param cuts how often the power was cut, by kind
   * @param captured records that had been answered, summed over the cuts
   * @param lost of those, the ones not found
   * @param notOpened ledgers that could not be opened or were taken for damaged
   * @param failures the first cuts that went wrong, in words
   */
  record Figures(
      Map<Cut, Long> cuts, long captured, long lost, long notOpened, List<String> failures) {
    boolean holds() {
      return lost == 0 && notOpened == 0;
    }
  }

  private final Path work;
  private final SplittableRandom random;
  private final Map<Cut, Long> cuts = new EnumMap<>(Cut.class);
  private long captured;
  private long lost;
  private long notOpened;
  private final List<String> failures = new ArrayList<>();

  private PowerProof(Path work, long seed) {
    this.work = work;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Runs the proof.
   *
   * @param work an empty folder; what could not be opened is left there
   * @param prefixes how often the power is cut
   * @param commits length of the run
   */
  static Figures run(Path work, long seed, int prefixes, int commits)
      throws IOException, InterruptedException {
    RecordedRun run = RecordedRun.record(Files.createDirectory(work.resolve("run")), seed, commits);
    PowerProof proof = new PowerProof(work, seed);
    for (int i = 0; i < prefixes; i++) {
      proof.cut(run.rounds());
    }
    return new Figures(
        proof.cuts, proof.captured, proof.lost, proof.notOpened, List.copyOf(proof.failures));
  }

  private void cut(List<RecordedRun.Round> rounds) throws IOException {
    RecordedRun.Round round = rounds.get(random.nextInt(rounds.size()));
    Cut kind = CUTS.get(random.nextInt(CUTS.size()));
    int frames = (round.log().length - HEADER) / FRAME;
    int at = HEADER + random.nextInt(frames + 1) * FRAME;
    byte[] database = round.before();
    byte[] log = round.log();
    if (kind == Cut.HALF_MOVED) {
      at = round.log().length;
      database = halfMoved(round);
    } else {
      if (kind != Cut.FRAME) {
        at = Math.min(log.length, at + SECTOR * random.nextInt(1, FRAME / SECTOR + 1));
      }
      log = tail(kind, round, at);
    }
    cuts.merge(kind, 1L, Long::sum);
    String who = kind + " at byte " + at + " of round " + rounds.indexOf(round);
    check(database, log, answered(round, at), who);
  }

  private static byte[] tail(Cut kind, RecordedRun.Round round, int at) {
    byte[] log = Arrays.copyOf(round.log(), at);
    return switch (kind) {
      case ZERO_TAIL -> Arrays.copyOf(log, round.log().length);
      case STALE_TAIL -> {
        byte[] whole = Arrays.copyOf(log, Math.max(at, round.stale().length));
        int from = Math.min(at, round.stale().length);
        System.arraycopy(round.stale(), from, whole, from, round.stale().length - from);
        yield whole;
      }
      default -> log;
    };
  }

  private byte[] halfMoved(RecordedRun.Round round) {
    byte[] half = Arrays.copyOf(round.before(), round.after().length);
    for (int at = 0; at + PAGE <= half.length; at += PAGE) {
      int moved = random.nextInt(3);
      // All of a page, none of it, or as many sectors as were written.
      int length = moved == 0 ? 0 : moved == 1 ? PAGE : SECTOR * random.nextInt(PAGE / SECTOR);
      System.arraycopy(round.after(), at, half, at, length);
    }
    return half;
  }

  /** The last record whose commit had been answered when so much of the log was on the card. */
  private static long answered(RecordedRun.Round round, int logLength) {
    long last = round.beginSeq();
    for (RecordedRun.Point point : round.points()) {
      if (point.logLength() <= logLength) {
        last = Math.max(last, point.lastSeq());
      }
    }
    return last;
  }

  private void check(byte[] database, byte[] log, long answered, String who) throws IOException {
    Path folder = Files.createDirectories(work.resolve("cut"));
    Files.write(folder.resolve("ledger.db"), database);
    Files.write(folder.resolve("ledger.db-wal"), log);
    Files.deleteIfExists(folder.resolve("ledger.db-shm"));
    captured += answered;
    try (SqliteLedger ledger = new LedgerTraffic(0).open(folder)) {
      if (ledger.salvaged().isPresent()) {
        notOpened++;
        fail(who + ": taken for damaged");
      }
      long next = 1;
      for (OutboxRow row : ledger.outbox().list(1, MOST_ROWS)) {
        if (row.seq() != next || !row.intact()) {
          break;
        }
        next++;
      }
      if (next <= answered) {
        lost += answered - (next - 1);
        fail(who + ": " + answered + " records answered, " + (next - 1) + " found");
      }
    } catch (LedgerException refused) {
      notOpened++;
      lost += answered;
      fail(who + ": " + refused.getMessage());
    }
  }

  private void fail(String what) {
    if (failures.size() < MOST_FAILURES) {
      failures.add(what);
    }
  }
}
