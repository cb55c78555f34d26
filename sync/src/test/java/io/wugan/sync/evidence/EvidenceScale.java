package io.wugan.sync.evidence;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.ledger.Commit;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.sync.ledger.SqliteLedger;
import io.wugan.sync.testing.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What sweeps cost where there are many pictures: {@code EvidenceScale DIR VEHICLES}. Run by hand;
 * the files are small and not synced, everything else is as on a board.
 */
final class EvidenceScale {

  private static final int WAVE = 500;

  private EvidenceScale() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int vehicles = Integer.parseInt(arguments[1]);
    Samples samples = new Samples(1);
    TimeOrderedIds ids = new TimeOrderedIds(() -> Samples.at(0), new Random(2));
    try (SqliteLedger ledger = samples.open(directory)) {
      long start = System.nanoTime();
      List<CompletableFuture<Commit>> wave = new ArrayList<>();
      for (int i = 0; i < vehicles; i++) {
        Direction direction = i % 2 == 0 ? Direction.ENTER : Direction.EXIT;
        long millis = i * 15_000L;
        Passage like = samples.passage(direction, Optional.of(Samples.plateNo(i / 2)), millis);
        wave.add(ledger.submit(samples.work(withPictures(like, directory, i, ids, millis))));
        if (wave.size() == WAVE) {
          wave.forEach(CompletableFuture::join);
          wave.clear();
        }
      }
      wave.forEach(CompletableFuture::join);
      told("filled", start, Files.size(directory.resolve("ledger.db")) >> 20, "MB ledger");
      FileEvidenceStore files =
          new FileEvidenceStore(
              directory.resolve("evidence"), 0, () -> Samples.at(0).utc().plusSeconds(1));
      measure(ledger, files, directory, vehicles);
    }
  }

  private static void measure(
      SqliteLedger ledger, FileEvidenceStore files, Path directory, int vehicles)
      throws IOException, InterruptedException {
    EvidencePolicy roomy = policy(Long.MAX_VALUE >> 1);
    EvidenceSweeper sweeper =
        new EvidenceSweeper(files, ledger.evidence(), roomy, () -> Samples.at(vehicles * 15_000L));
    long start = System.nanoTime();
    long indexed = 0;
    SweepReport report;
    do {
      report = sweeper.sweep(EvidenceSweeper.Extent.ONE_FOLDER, () -> true);
      indexed += report.indexed();
    } while (!report.finished());
    told("indexed", start, indexed, "pictures");
    told("ledger", start, Files.size(directory.resolve("ledger.db")) >> 20, "MB");
    for (int i = 0; i < 3; i++) {
      start = System.nanoTime();
      report = sweeper.sweep(EvidenceSweeper.Extent.ONE_FOLDER, () -> true);
      told("sweep with nothing to do", start, report.totals().files(), "pictures kept");
    }
    start = System.nanoTime();
    report = sweeper.sweep(EvidenceSweeper.Extent.ALL_FOLDERS, () -> true);
    told("every file compared", start, report.adopted(), "adopted");
    long[] step = {System.nanoTime(), 0};
    EvidenceSweeper tight =
        new EvidenceSweeper(
            files,
            ledger.evidence(),
            policy(report.totals().bytes() * 98 / 100),
            () -> Samples.at(vehicles * 15_000L));
    start = System.nanoTime();
    report =
        tight.sweep(
            EvidenceSweeper.Extent.ONE_FOLDER,
            () -> {
              step[1] = Math.max(step[1], System.nanoTime() - step[0]);
              step[0] = System.nanoTime();
              return true;
            });
    told("pruned 3 %", start, report.gone().values().stream().mapToInt(n -> n).sum(), "pictures");
    told("longest step", System.nanoTime() - step[1], 1, "step");
  }

  private static EvidencePolicy policy(long quota) {
    Duration year = Duration.ofDays(366);
    return new EvidencePolicy(quota, 0, year, year, year, year);
  }

  private static void told(String what, long start, long amount, String unit) {
    System.out.printf(
        Locale.ROOT,
        "%-26s %8.0f ms  %d %s%n",
        what,
        (System.nanoTime() - start) / 1e6,
        amount,
        unit);
  }

  private static Passage withPictures(
      Passage like, Path directory, int number, TimeOrderedIds ids, long millis)
      throws IOException {
    List<EvidenceRef> pictures = new ArrayList<>();
    for (EvidenceKind kind : EvidenceKind.values()) {
      byte[] jpeg =
          ByteBuffer.allocate(8).putInt(number).putInt(kind == EvidenceKind.SCENE ? 0 : 1).array();
      EvidenceRef ref = new EvidenceImage(kind, Samples.at(millis), jpeg).ref();
      Path file = FileEvidenceStore.fileOf(directory.resolve("evidence"), ref.sha256());
      Files.createDirectories(file.getParent());
      Files.write(file, jpeg);
      pictures.add(ref);
    }
    return new Passage(
        ids.next(),
        like.laneId(),
        like.direction(),
        like.trigger(),
        like.plate(),
        like.at(),
        like.firstSeen(),
        like.frames(),
        pictures,
        Set.of());
  }
}
