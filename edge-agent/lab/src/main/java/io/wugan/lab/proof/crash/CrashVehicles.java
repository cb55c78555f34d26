package io.wugan.lab.proof.crash;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.evidence.EvidenceStore;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.Commit;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.lab.proof.MadeUpPlate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Vehicles with made-up plates and pictures, which come and go. Used by one thread. */
final class CrashVehicles {
  private static final int MOST_INSIDE = 40;
  private static final int PICTURE_BYTES = 1500;

  private final EvidenceStore evidence;
  private final Function<Passage, CompletableFuture<Commit>> lane;
  private final TruthLog truth;
  private final LotClock clock;
  private final TimeOrderedIds ids;
  private final Random random = new Random();
  private final List<String> inside;

  /**
   * @param lane captures a passage
   * @param inside plates of those that came before this start
   */
  CrashVehicles(
      EvidenceStore evidence,
      Function<Passage, CompletableFuture<Commit>> lane,
      TruthLog truth,
      LotClock clock,
      List<String> inside) {
    this.evidence = evidence;
    this.lane = lane;
    this.truth = truth;
    this.clock = clock;
    this.ids = new TimeOrderedIds(clock, random);
    this.inside = new ArrayList<>(inside);
  }

  /** One comes or goes; returns when it is captured and written down. */
  void pass() throws IOException {
    boolean leaves = inside.size() >= MOST_INSIDE || (!inside.isEmpty() && random.nextBoolean());
    String plate = leaves ? inside.remove(random.nextInt(inside.size())) : stranger();
    Passage passage = passage(leaves ? Direction.EXIT : Direction.ENTER, plate);
    Commit commit = lane.apply(passage).join();
    truth.captured(passage.id(), commit);
    if (!leaves) {
      inside.add(plate);
    }
  }

  private String stranger() {
    String plate;
    do {
      plate = "浙A%05d".formatted(random.nextInt(100_000));
    } while (inside.contains(plate));
    return plate;
  }

  private Passage passage(Direction direction, String plate) throws IOException {
    LotTime now = clock.now();
    byte[] picture = new byte[PICTURE_BYTES];
    random.nextBytes(picture);
    EvidenceRef kept = evidence.store(new EvidenceImage(EvidenceKind.SCENE, now, picture));
    return new Passage(
        ids.next(),
        direction == Direction.ENTER ? "entry" : "exit",
        direction,
        TriggerSource.VIDEO,
        Optional.of(MadeUpPlate.of(plate)),
        now,
        now,
        12,
        List.of(kept),
        Set.of());
  }
}
