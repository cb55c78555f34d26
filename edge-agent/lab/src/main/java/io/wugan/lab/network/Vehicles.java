package io.wugan.lab.network;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.ledger.ChangeWriter;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.lab.proof.MadeUpPlate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Vehicles with made-up plates that come and go, captured as an agent does. Used by one thread. */
public final class Vehicles {
  private static final int PLATES = 90_000;

  private final Ledger ledger;
  private final LotClock clock;
  private final TimeOrderedIds ids;
  private final SessionKeeper keeper;
  private final ChangeWriter writer;
  private int cars;

  public Vehicles(Ledger ledger, LotClock clock, TimeOrderedIds ids) {
    this.ledger = ledger;
    this.clock = clock;
    this.ids = ids;
    this.keeper = new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next);
    this.writer = new ChangeWriter(ids::next);
  }

  /** So many vehicles come in and go out again: two records each. */
  void comeAndGo(int vehicles) {
    List<CompletableFuture<Commit>> captured = new ArrayList<>();
    for (int i = 0; i < vehicles; i++) {
      String plate = "浙A%05d".formatted(cars++ % PLATES);
      captured.add(pass(Direction.ENTER, plate));
      captured.add(pass(Direction.EXIT, plate));
    }
    captured.forEach(CompletableFuture::join);
  }

  /** One passes. */
  public CompletableFuture<Commit> pass(Direction direction, String plate) {
    LotTime now = clock.now();
    Passage passage =
        new Passage(
            ids.next(),
            direction == Direction.ENTER ? "entry" : "exit",
            direction,
            TriggerSource.VIDEO,
            Optional.of(MadeUpPlate.of(plate)),
            now,
            now,
            12,
            List.of(),
            Set.of());
    return ledger.submit(
        book -> writer.write(Optional.of(passage), keeper.decide(passage, book), book, now));
  }
}
