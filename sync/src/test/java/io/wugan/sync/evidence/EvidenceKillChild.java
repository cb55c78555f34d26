package io.wugan.sync.evidence;

import io.wugan.core.evidence.EvidenceRef;
import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.sync.ledger.HoldSubject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * The program that {@link EvidenceKillTest} kills: vehicles come and go, some are held, and a quota
 * far too small keeps it pruning. Prints each picture that is held, once it is.
 */
final class EvidenceKillChild {

  private EvidenceKillChild() {}

  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[1]);
    Random random = new Random(seed);
    try (EvidenceBoard board = new EvidenceBoard(Path.of(arguments[0]), seed)) {
      board.pass(Duration.ofDays(seed % 1000));
      board.quota(30_000);
      while (true) {
        String plate = "浙A%05d".formatted(random.nextInt(100_000));
        Passage in = board.vehicle(Direction.ENTER, Optional.of(plate));
        board.capture(in);
        board.pass(Duration.ofMinutes(10));
        board.capture(board.vehicle(Direction.EXIT, Optional.of(plate)));
        board.pass(Duration.ofMinutes(10));
        if (random.nextInt(20) == 0) {
          board.hold(HoldSubject.passage(in.id()));
          StringBuilder held = new StringBuilder();
          for (EvidenceRef picture : in.images()) {
            held.append(picture.sha256()).append('\n');
          }
          System.out.print(held);
          System.out.flush();
        }
        if (random.nextInt(4) == 0) {
          board.sweep();
        }
      }
    }
  }
}
