package io.wugan.sync.lot;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.session.CloseReason;
import io.wugan.core.session.Session;
import io.wugan.core.session.SessionState;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.testing.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralBoardsTest {

  private static final int VEHICLES = 80;
  private static final int STAY_STEPS = 30;
  private static final int STEP_MILLIS = 10_000;

  @TempDir Path directory;
  private final Map<UUID, UUID> exitOfEntry = new HashMap<>();
  private final List<Passage> all = new ArrayList<>();

  /** Any two of these differ in three digits, so that no misreading rule comes in. */
  private static String plateOf(int n) {
    StringBuilder text = new StringBuilder("浙A");
    for (int x = 0; x < 5; x++) {
      text.append((n % 7 + n / 7 % 7 * x + n / 49 % 7 * x * x) % 7);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyPassage_isWithTheKeeperOnce_andEndsItsOwnStay(long seed) {
    Samples samples = new Samples(seed);
    Random chance = new Random(seed);
    try (KeeperBoard keeper = new KeeperBoard(keeperFolder(), samples, chance);
        GateBoard gateA = new GateBoard("gate-a", directory, samples, chance);
        GateBoard gateB = new GateBoard("gate-b", directory, samples, chance)) {
      drive(samples, chance, keeper, gateA, gateB);

      assertThat(keeper.sawEveryFault()).as(keeper.faults()).isTrue();
      assertThat(gateA.restarts()).isPositive();
      assertThat(gateB.restarts()).isPositive();
      assertThat(gateA.waiting() + gateB.waiting()).isZero();
      assertThat(keeper.occupancy()).as("entries less exits").isZero();
      for (GateBoard gate : List.of(gateA, gateB)) {
        tellsNothingItself(gate);
      }
    }
    try (LedgerView view = LedgerView.open(keeperFolder())) {
      assertThat(all).allMatch(passage -> view.findPassage(passage.id()).isPresent());
      List<Session> closed = view.listSessions(SessionState.CLOSED, 2 * VEHICLES);
      assertThat(closed)
          .as("nothing ends but by its own exit")
          .allMatch(s -> s.closeReason().orElseThrow() == CloseReason.EXIT_MATCHED)
          .allMatch(
              s ->
                  exitOfEntry
                      .get(s.entry().passageId())
                      .equals(s.exit().orElseThrow().passageId()));
      assertThat(closed).as("one stay for each entry").hasSize(VEHICLES);
      assertThat(view.lastSeq())
          .as("more than an entry and an exit each: gate A was away for longer than a stay")
          .isGreaterThan(2L * VEHICLES + 3);
      assertThat(view.countSessions(SessionState.OPEN)).isZero();
      assertThat(view.countReviews()).as("an exit finds its entry when that is told").isZero();
    }
  }

  private Path keeperFolder() {
    return directory.resolve("keeper");
  }

  /** Records, sessions and the count are the keeper's alone. */
  private static void tellsNothingItself(GateBoard gate) {
    try (LedgerView view = LedgerView.open(gate.directory())) {
      assertThat(view.lastSeq()).isZero();
      assertThat(view.countSessions(SessionState.OPEN)).isZero();
      assertThat(view.occupancy()).isZero();
    }
  }

  @Test
  void entryToldLate_leavesTheStayThatBeganLater() {
    Samples samples = new Samples(9);
    Random chance = new Random(9);
    Passage late = samples.passage(Direction.ENTER, Optional.of(plateOf(1)), 0);
    Passage known = samples.passage(Direction.ENTER, Optional.of(plateOf(1)), 3_600_000);
    try (KeeperBoard keeper = new KeeperBoard(keeperFolder(), samples, chance);
        GateBoard gateA = new GateBoard("gate-a", directory, samples, chance);
        GateBoard gateB = new GateBoard("gate-b", directory, samples, chance)) {
      gateB.capture(known);
      gateB.forwardAll(keeper);
      gateA.capture(late);
      gateA.forwardAll(keeper);
    }
    try (LedgerView view = LedgerView.open(keeperFolder())) {
      assertThat(view.listSessions(SessionState.OPEN, 10))
          .extracting(s -> s.entry().passageId())
          .containsExactlyInAnyOrder(known.id(), late.id());
      assertThat(view.countReviews()).isEqualTo(1);
    }
  }

  private void drive(
      Samples samples, Random chance, KeeperBoard keeper, GateBoard gateA, GateBoard gateB) {
    Map<Integer, UUID> entries = new HashMap<>();
    for (int step = 0; step < VEHICLES + STAY_STEPS; step++) {
      if (step < VEHICLES) {
        Passage entry = pass(samples, Direction.ENTER, step, step);
        entries.put(step, entry.id());
        gateA.capture(entry);
      }
      int leaving = step - STAY_STEPS;
      if (leaving >= 0) {
        Passage exit = pass(samples, Direction.EXIT, leaving, step);
        exitOfEntry.put(entries.get(leaving), exit.id());
        gateB.capture(exit);
      }
      boolean cutOff = step / 40 % 2 == 1; // gate A is alone for longer than a stay
      if (!cutOff && chance.nextBoolean()) {
        gateA.forward(keeper);
      }
      if (chance.nextBoolean()) {
        gateB.forward(keeper);
      }
    }
    gateA.forwardAll(keeper);
    gateB.forwardAll(keeper);
  }

  private Passage pass(Samples samples, Direction direction, int vehicle, int step) {
    Passage passage =
        samples.passage(direction, Optional.of(plateOf(vehicle)), (long) step * STEP_MILLIS);
    all.add(passage);
    return passage;
  }
}
