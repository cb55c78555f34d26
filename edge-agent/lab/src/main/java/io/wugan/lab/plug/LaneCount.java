package io.wugan.lab.plug;

import io.wugan.lab.plug.CaptureWatch.Captured;
import io.wugan.lab.plug.Timetable.Driven;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Holds what a lane has captured against who has driven there, each passage once. Confined to the
 * proof's thread.
 */
final class LaneCount {

  // Between a vehicle's crossing and the time that a loop or the last sight of its plate gives it.
  private static final long NEAR_MILLIS = 3000;

  // A plate whose camera dies is told where it was last seen, on its way to the line.
  private static final long SAME_PLATE_MILLIS = 8000;

  /**
   * What happened at a lane for a while.
   *
   * @param driven vehicles
   * @param plates of them captured with their right plate
   * @param noPlate of them captured without
   * @param wrong of them captured with another plate
   * @param more passages that no vehicle belongs to
   * @param delays from crossing to the ledger, seconds, in their order of size
   */
  record Count(int driven, int plates, int noPlate, int wrong, int more, List<Double> delays) {

    Count {
      delays = delays.stream().sorted().toList();
    }

    int captured() {
      return plates + noPlate + wrong;
    }

    /** Nobody is missing, nobody there twice. */
    boolean isWhole() {
      return captured() == driven && more == 0;
    }

    double delay95() {
      return delays.isEmpty() ? Double.NaN : delays.get((int) Math.ceil(0.95 * delays.size()) - 1);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(captured() + " of " + driven);
      if (noPlate > 0 && noPlate < captured()) {
        text.append(", ").append(noPlate).append(" NOPLATE");
      }
      if (wrong > 0) {
        text.append(", ").append(wrong).append(" misread");
      }
      if (more > 0) {
        text.append(", ").append(more).append(" too many");
      }
      return text.toString();
    }
  }

  private final Timetable timetable;
  private final List<Captured> taken = new ArrayList<>();
  private long begunMillis;

  LaneCount(Timetable timetable) {
    this.timetable = timetable;
  }

  /** From now on it is counted; a passage of just before is nobody's. */
  void begin(long millis) {
    begunMillis = millis + SAME_PLATE_MILLIS;
  }

  /** Counts vehicles that crossed from {@code from} on and before {@code to}. */
  Count count(List<Captured> all, long from, long to) {
    List<Captured> left = new ArrayList<>(all);
    left.removeAll(taken);
    List<Driven> driven = timetable.between(from, to);
    Map<Driven, Captured> pairs = new HashMap<>();
    pair(driven, left, pairs, LaneCount::find);
    pair(driven, left, pairs, LaneCount::findMisreadOnItsWay);
    taken.addAll(pairs.values());
    List<Captured> more =
        left.stream()
            .filter(each -> each.atMillis() >= Math.max(from - SAME_PLATE_MILLIS, begunMillis))
            .filter(each -> each.atMillis() < to - SAME_PLATE_MILLIS)
            .toList();
    taken.addAll(more);
    return summary(driven, pairs, more.size());
  }

  private static void pair(
      List<Driven> driven,
      List<Captured> left,
      Map<Driven, Captured> pairs,
      BiFunction<List<Captured>, Driven, Optional<Captured>> finder) {
    for (Driven vehicle : driven) {
      if (!pairs.containsKey(vehicle)) {
        Optional<Captured> found = finder.apply(left, vehicle);
        found.ifPresent(passage -> pairs.put(vehicle, passage));
        found.ifPresent(left::remove);
      }
    }
  }

  private static Count summary(List<Driven> driven, Map<Driven, Captured> pairs, int more) {
    int plates = 0;
    int noPlate = 0;
    int wrong = 0;
    List<Double> delays = new ArrayList<>();
    for (Map.Entry<Driven, Captured> pair : pairs.entrySet()) {
      Captured passage = pair.getValue();
      delays.add(passage.delaySeconds());
      boolean none = passage.plate().isEmpty();
      boolean right = passage.plate().equals(pair.getKey().plate());
      noPlate += none ? 1 : 0;
      plates += !none && right ? 1 : 0;
      wrong += !none && !right ? 1 : 0;
    }
    return new Count(driven.size(), plates, noPlate, wrong, more, delays);
  }

  // Its camera died before it was near enough to be read rightly: nothing else belongs to it.
  private static Optional<Captured> findMisreadOnItsWay(List<Captured> among, Driven vehicle) {
    return among.stream()
        .filter(each -> !each.plate().isEmpty() && each.atMillis() <= vehicle.atMillis())
        .filter(each -> distance(each, vehicle) <= SAME_PLATE_MILLIS)
        .findFirst();
  }

  private static Optional<Captured> find(List<Captured> among, Driven vehicle) {
    Optional<Captured> samePlate =
        among.stream()
            .filter(each -> !each.plate().isEmpty() && each.plate().equals(vehicle.plate()))
            .filter(each -> distance(each, vehicle) <= SAME_PLATE_MILLIS)
            .findFirst();
    return samePlate.isPresent()
        ? samePlate
        : among.stream()
            .filter(each -> each.plate().isEmpty() || distance(each, vehicle) < NEAR_MILLIS / 2)
            .filter(each -> distance(each, vehicle) <= NEAR_MILLIS)
            .min((a, b) -> Long.compare(distance(a, vehicle), distance(b, vehicle)));
  }

  private static long distance(Captured passage, Driven vehicle) {
    return Math.abs(passage.atMillis() - vehicle.atMillis());
  }

  static String seconds(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f s", value) : "never";
  }
}
