package io.wugan.sync.lot;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.lane.Direction;
import io.wugan.core.lane.Passage;
import io.wugan.core.lot.PassageForwarder;
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

  private static final int VEHICLES = 200;
  private static final int STAY_STEPS = 40;
  private static final int STEP_MILLIS = 10_000;

  @TempDir Path directory;
  private final GateBoard gateA = new GateBoard();
  private final GateBoard gateB = new GateBoard();
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
  @ValueSource(longs = {1, 2, 3})
  void everyPassage_isWithTheKeeperOnce_andEndsItsOwnStay(long seed) {
    Samples samples = new Samples(seed);
    Random chance = new Random(seed);
    try (KeeperBoard keeper = new KeeperBoard(directory, samples, chance)) {
      drive(samples, chance, keeper);

      assertThat(keeper.sawEveryFault()).as(keeper.faults()).isTrue();
      assertThat(keeper.occupancy()).as("entries less exits").isZero();
    }
    try (LedgerView view = LedgerView.open(directory)) {
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
      long open = view.countSessions(SessionState.OPEN);
      assertThat(closed.size() + open).as("one stay for each entry").isEqualTo(VEHICLES);
      assertThat(open).as("gate A is away half of the time").isBetween(1L, VEHICLES / 2L);
      assertThat(view.countReviews())
          .as("an exit told before its entry waits for a person")
          .isEqualTo(open);
    }
  }

  @Test
  void entryToldLate_leavesTheStayThatBeganLater() {
    Samples samples = new Samples(9);
    Passage late = samples.passage(Direction.ENTER, Optional.of(plateOf(1)), 0);
    Passage known = samples.passage(Direction.ENTER, Optional.of(plateOf(1)), 3_600_000);
    try (KeeperBoard keeper = new KeeperBoard(directory, samples, new Random(9))) {
      gateB.capture(known);
      deliver("gate-b", gateB, keeper);
      gateA.capture(late);
      deliver("gate-a", gateA, keeper);
    }
    try (LedgerView view = LedgerView.open(directory)) {
      assertThat(view.listSessions(SessionState.OPEN, 10))
          .extracting(s -> s.entry().passageId())
          .containsExactlyInAnyOrder(known.id(), late.id());
      assertThat(view.countReviews()).isEqualTo(1);
    }
  }

  private static void deliver(String edge, GateBoard board, KeeperBoard keeper) {
    PassageForwarder forwarder = new PassageForwarder(edge, board, keeper, new Random(1));
    for (int tries = 0; !board.isEmpty() && tries < 1000; tries++) {
      forwarder.step();
    }
    assertThat(board.isEmpty()).isTrue();
  }

  private void drive(Samples samples, Random chance, KeeperBoard keeper) {
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
      // A forwarder of its own each time: as after a restart, it knows only what waits.
      boolean cutOff = step / 60 % 2 == 1; // gate A is alone for longer than a stay
      if (!cutOff && chance.nextBoolean()) {
        new PassageForwarder("gate-a", gateA, keeper, chance).step();
      }
      if (chance.nextBoolean()) {
        new PassageForwarder("gate-b", gateB, keeper, chance).step();
      }
    }
    deliver("gate-a", gateA, keeper);
    deliver("gate-b", gateB, keeper);
  }

  private Passage pass(Samples samples, Direction direction, int vehicle, int step) {
    Passage passage =
        samples.passage(direction, Optional.of(plateOf(vehicle)), (long) step * STEP_MILLIS);
    all.add(passage);
    return passage;
  }
}
