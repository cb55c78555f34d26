package io.wugan.lab.proof.sister;

import io.wugan.core.plate.PlateNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the keeper's stays and the back end's bills against what was driven. Stateless. */
final class StayCheck {

  /** A stay's length may differ by so much: two moments of two lanes, by pictures. */
  static final Duration BAR = Duration.ofSeconds(1);

  private StayCheck() {}

  /**
   * What was found.
   *
   * @param once stays that were closed, once
   * @param twice plates with more stays than were driven, or bills
   * @param open stays that are still open
   * @param lost stays that the keeper knows nothing of
   * @param strange stays of plates that nobody drove
   * @param billed stays with a bill
   * @param worst greatest difference of a length from the truth
   * @param faults a line for each thing that is not as it should be; plates masked
   */
  record Result(
      int once,
      int twice,
      int open,
      int lost,
      int strange,
      int billed,
      Duration worst,
      List<String> faults) {
    Result {
      faults = List.copyOf(faults);
    }
  }

  /**
   * @param driven what was driven, each plate once
   * @param kept all stays that began meanwhile
   * @param billed sessions of all bills, one twice if billed twice
   */
  static Result of(List<Driven> driven, List<Kept> kept, List<String> billed) {
    Map<String, List<Kept>> byPlate = new HashMap<>();
    kept.forEach(stay -> byPlate.computeIfAbsent(stay.plate(), p -> new ArrayList<>()).add(stay));
    Count count = new Count(billed);
    for (Driven truth : driven) {
      List<Kept> found = byPlate.remove(truth.plate());
      count.stay(truth, found == null ? List.of() : found);
    }
    byPlate.forEach(
        (plate, stays) ->
            count.strange(stays.size(), "stay of %s, which nobody drove", PlateNumber.mask(plate)));
    return count.result();
  }

  /** Counts while the stays are gone through. */
  private static final class Count {
    private final Map<String, Integer> bills = new HashMap<>();
    private final Set<String> exits = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private int once;
    private int twice;
    private int open;
    private int lost;
    private int strange;
    private int billed;
    private Duration worst = Duration.ZERO;

    Count(List<String> sessions) {
      sessions.forEach(session -> bills.merge(session, 1, Integer::sum));
    }

    void stay(Driven truth, List<Kept> found) {
      String plate = PlateNumber.mask(truth.plate());
      if (found.isEmpty()) {
        lost++;
        faults.add("no stay of " + plate);
      } else if (found.size() > 1) {
        twice++;
        faults.add("%d stays of %s instead of one".formatted(found.size(), plate));
      } else if (!found.get(0).isClosed()) {
        open++;
        faults.add("the stay of %s is %s, without an exit".formatted(plate, found.get(0).state()));
      } else {
        closed(truth, found.get(0), plate);
      }
    }

    private void closed(Driven truth, Kept stay, String plate) {
      if (!exits.add(stay.exitPassage().orElseThrow())) {
        twice++;
        faults.add("the exit of %s has closed another stay too".formatted(plate));
        return;
      }
      once++;
      length(truth, stay, plate);
      int made = bills.getOrDefault(stay.session(), 0);
      if (made == 1) {
        billed++;
      } else {
        twice += made > 1 ? 1 : 0;
        faults.add("%d bills for the stay of %s".formatted(made, plate));
      }
    }

    private void length(Driven truth, Kept stay, String plate) {
      if (stay.length().isEmpty()) {
        faults.add("the stay of %s has no length".formatted(plate));
        return;
      }
      Duration off = stay.length().get().minus(truth.length()).abs();
      if (off.compareTo(worst) > 0) {
        worst = off;
      }
      if (off.compareTo(BAR) > 0) {
        faults.add(
            "the stay of %s lasted %.1f s, not %.1f s"
                .formatted(plate, seconds(truth.length()), seconds(stay.length().get())));
      }
    }

    void strange(int stays, String what, String plate) {
      strange += stays;
      faults.add(what.formatted(plate));
    }

    Result result() {
      return new Result(once, twice, open, lost, strange, billed, worst, faults);
    }
  }

  static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
