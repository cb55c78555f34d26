package io.wugan.lab.release;

import io.wugan.agent.release.UpdatePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One update of the proof.
 *
 * @param fault of the release
 * @param cut where the power is cut; empty for nowhere
 * @param after the power is cut so many milliseconds after the order; negative for never
 * @param byFile whether it comes as a file, as on a stick, not from the cloud
 */
record UpdateCycle(ReleaseFault fault, Optional<UpdatePlace> cut, int after, boolean byFile) {

  private static final int LATEST_MILLIS = 20_000;

  String name() {
    String how = byFile ? "file" : "cloud";
    String where = cut.map(place -> ", cut at " + place).orElse("");
    String when = after < 0 ? "" : ", cut after %.1f s".formatted(after / 1000.0);
    return fault + " by " + how + where + when;
  }

  private static UpdateCycle of(ReleaseFault fault) {
    return new UpdateCycle(fault, Optional.empty(), -1, false);
  }

  private static UpdateCycle cut(ReleaseFault fault, UpdatePlace place) {
    return new UpdateCycle(fault, Optional.of(place), -1, false);
  }

  /** Every fault and every place once; the rest are cut at random moments. */
  static List<UpdateCycle> plan(int cycles, long seed) {
    List<UpdateCycle> plan = new ArrayList<>();
    for (ReleaseFault fault : ReleaseFault.values()) {
      plan.add(of(fault));
    }
    for (UpdatePlace place : UpdatePlace.values()) {
      if (place != UpdatePlace.TAKEN_BACK) {
        plan.add(cut(ReleaseFault.NONE, place));
      }
    }
    plan.add(cut(ReleaseFault.CUT_OFF, UpdatePlace.TAKEN_BACK));
    plan.add(new UpdateCycle(ReleaseFault.NONE, Optional.empty(), -1, true));
    plan.add(new UpdateCycle(ReleaseFault.NO_MAIN, Optional.empty(), -1, true));
    plan.add(new UpdateCycle(ReleaseFault.OTHER_SIGNATURE, Optional.empty(), -1, true));
    Random random = new Random(seed);
    ReleaseFault[] drawn = {
      ReleaseFault.NONE, ReleaseFault.NONE, ReleaseFault.ENDS_WHEN_CONNECTED, ReleaseFault.NO_MAIN
    };
    while (plan.size() < cycles) {
      plan.add(
          new UpdateCycle(
              drawn[random.nextInt(drawn.length)],
              Optional.empty(),
              random.nextInt(LATEST_MILLIS),
              false));
    }
    return plan.subList(0, cycles);
  }
}
