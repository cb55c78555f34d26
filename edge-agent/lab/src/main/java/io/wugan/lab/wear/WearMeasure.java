package io.wugan.lab.wear;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.lane.Direction;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.lab.network.Vehicles;
import io.wugan.sync.contract.CloudAck;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets passages be captured one at a time and acknowledged one at a time, as on a quiet lane, where
 * no two share a commit: what this process then wrote to storage, by the kernel's own count
 * (proc(5), {@code /proc/self/io}, {@code write_bytes}).
 */
final class WearMeasure {

  private static final Path IO = Path.of("/proc/self/io");
  private static final String WRITTEN = "write_bytes:";
  private static final EventCodec CODEC = new EventCodec("wear", "e1");

  private WearMeasure() {}

  /**
   * What a passage costs.
   *
   * @param captured bytes for each passage until it is captured, with the journal
   * @param acknowledged bytes for each passage until it is acknowledged
   * @param pictures bytes for its pictures
   */
  record Figures(double captured, double acknowledged, double pictures) {}

  /**
   * Measures.
   *
   * @param work empty folder on the file system in question; a memory file system counts nothing
   * @param passages how many
   * @param pictureBytes of the scene and of the plate together
   * @throws IOException if the kernel does not tell, or nothing reaches a storage
   */
  static Figures run(Path work, int passages, int pictureBytes)
      throws IOException, InterruptedException {
    LotClock clock = new SystemLotClock();
    TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
    try (SqliteLedger ledger = SqliteLedger.open(work.resolve("ledger"), CODEC, ids)) {
      Vehicles vehicles = new Vehicles(ledger, clock, ids);
      String epoch = ledger.epoch().toString();
      long from = written();
      for (int i = 0; i < passages; i++) {
        Direction direction = i % 2 == 0 ? Direction.ENTER : Direction.EXIT;
        vehicles.pass(direction, "浙A%05d".formatted(i / 2)).join();
      }
      long captured = written();
      for (long seq = 1; seq <= ledger.outbox().lastSeq(); seq++) {
        ledger.outbox().markSent(new ArrayList<>(List.of(seq))).join();
        CloudAck ack = new CloudAck(epoch, seq, List.of(), List.of(), List.of());
        ledger.outbox().apply(ack, clock.now().utc()).join();
      }
      long acknowledged = written();
      if (captured == from) {
        throw new IOException(
            work + " is no storage: the kernel counts nothing that is written there; use --work");
      }
      double pictures = pictures(work, clock, Math.min(passages, 200), pictureBytes);
      return new Figures(
          (double) (captured - from) / passages,
          (double) (acknowledged - captured) / passages,
          pictures);
    }
  }

  private static double pictures(Path work, LotClock clock, int count, int bytes)
      throws IOException {
    if (bytes == 0) {
      return 0;
    }
    FileEvidenceStore store = new FileEvidenceStore(work.resolve("evidence"));
    SecureRandom random = new SecureRandom();
    long from = written();
    for (int i = 0; i < count; i++) {
      byte[] scene = new byte[bytes * 9 / 10];
      byte[] plate = new byte[bytes - scene.length];
      random.nextBytes(scene);
      random.nextBytes(plate);
      store.store(new EvidenceImage(EvidenceKind.SCENE, clock.now(), scene));
      store.store(new EvidenceImage(EvidenceKind.PLATE, clock.now(), plate));
    }
    return (double) (written() - from) / count;
  }

  private static long written() throws IOException {
    for (String line : Files.readAllLines(IO)) {
      if (line.startsWith(WRITTEN)) {
        return Long.parseLong(line.substring(WRITTEN.length()).strip());
      }
    }
    throw new IOException(IO + " has no line " + WRITTEN);
  }
}
