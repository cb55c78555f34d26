package io.wugan.lab.damage;

import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.LedgerWait;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A run of a ledger, with the bytes of its files after every commit. Immutable once recorded.
 *
 * <p>The log only grows, until SQLite has moved it into the database and begins it anew; such a
 * round is kept as the database at its beginning and end, the log at its end, and the length that
 * the log had after each commit.
 */
final class RecordedRun {

  private static final String DATABASE = "ledger.db";
  private static final String LOG = "ledger.db-wal";
  private static final int SALTS_AT = 16;
  private static final int SALTS_END = 24;

  /** A commit: how long the log was after it, and which record was the last. */
  record Point(int logLength, long lastSeq) {}

  /**
   * From one beginning of the log to the next.
   *
   * @param before the database at its beginning
   * @param after the database at its end, with the log moved in
   * @param log all of the log
   * @param stale what lay in the log's file before
   * @param beginSeq last record before it
   * @param points its commits
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes of whole files, never compared
  record Round(
      byte[] before, byte[] after, byte[] log, byte[] stale, long beginSeq, List<Point> points) {}

  private final List<Round> rounds = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();
  private byte[] before = new byte[0];
  private byte[] log = new byte[0];
  private byte[] stale = new byte[0];
  private long beginSeq;
  private long lastSeq;

  private RecordedRun() {}

  /** Records {@code commits} commits, one after the other, in a folder of their own. */
  static RecordedRun record(Path folder, long seed, int commits)
      throws IOException, InterruptedException {
    LedgerTraffic traffic = new LedgerTraffic(seed);
    RecordedRun run = new RecordedRun();
    try (SqliteLedger ledger = traffic.open(folder)) {
      run.look(folder, 0);
      for (int i = 0; i < commits; i++) {
        Commit commit = LedgerWait.on(ledger.submit(traffic.next()));
        long last = run.lastSeq + commit.records().size();
        run.look(folder, last);
      }
      run.end(folder);
    }
    return run;
  }

  List<Round> rounds() {
    return List.copyOf(rounds);
  }

  private void look(Path folder, long seq) throws IOException {
    byte[] now = Files.readAllBytes(folder.resolve(LOG));
    boolean anew =
        log.length > 0 && !Arrays.equals(now, SALTS_AT, SALTS_END, log, SALTS_AT, SALTS_END);
    if (anew) {
      end(folder);
      stale = log;
      before = Files.readAllBytes(folder.resolve(DATABASE));
      beginSeq = lastSeq;
      points.clear();
    } else if (log.length == 0) {
      before = Files.readAllBytes(folder.resolve(DATABASE));
    }
    points.add(new Point(usedLength(now), seq));
    log = now;
    lastSeq = seq;
  }

  private void end(Path folder) throws IOException {
    byte[] after = Files.readAllBytes(folder.resolve(DATABASE));
    int used = points.get(points.size() - 1).logLength();
    rounds.add(
        new Round(before, after, Arrays.copyOf(log, used), stale, beginSeq, List.copyOf(points)));
  }

  /** The file keeps its length when the log begins anew: what is of this round has its salts. */
  private static int usedLength(byte[] log) {
    int frame = 24 + 4096;
    int at = 32;
    while (at + frame <= log.length
        && Arrays.equals(log, at + 8, at + 16, log, SALTS_AT, SALTS_END)) {
      at += frame;
    }
    return at;
  }
}
