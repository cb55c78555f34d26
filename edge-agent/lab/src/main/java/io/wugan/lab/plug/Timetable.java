package io.wugan.lab.plug;

import io.wugan.lab.clip.ClipTruth;
import java.util.ArrayList;
import java.util.List;

/**
 * The traffic of a lane: the vehicles of a clip, lap after lap, whether anything looks at them or
 * not. Immutable.
 *
 * @param begunMillis when the first lap begins, since 1970
 * @param lapMillis length of a lap
 * @param vehicles of a lap, in the order of their crossing
 */
record Timetable(long begunMillis, long lapMillis, List<Vehicle> vehicles) {

  private static final double MILLIS = 1000;

  Timetable {
    vehicles = List.copyOf(vehicles);
  }

  /**
   * A vehicle of a lap.
   *
   * @param plate its plate
   * @param crossesMillis when it crosses the line, within the lap
   */
  record Vehicle(String plate, long crossesMillis) {}

  /**
   * A vehicle that drives by.
   *
   * @param plate its plate; empty where it has none
   * @param atMillis when it crosses the line, since 1970
   */
  record Driven(String plate, long atMillis) {}

  static Timetable of(ClipTruth truth, long frames, long begunMillis) {
    List<Vehicle> vehicles = new ArrayList<>();
    for (ClipTruth.Vehicle each : truth.crossings()) {
      vehicles.add(new Vehicle(each.plate(), Math.round(each.crossesLineS().orElse(0) * MILLIS)));
    }
    long lap = Math.round(frames * MILLIS / truth.clip().fps());
    return new Timetable(begunMillis, lap, vehicles);
  }

  /** Vehicles without plates, one each {@code everyMillis}. */
  static Timetable every(long everyMillis, long begunMillis) {
    return new Timetable(begunMillis, everyMillis, List.of(new Vehicle("", everyMillis / 2)));
  }

  /** Who crosses from {@code from} on and before {@code to}, in their order. */
  List<Driven> between(long from, long to) {
    List<Driven> driven = new ArrayList<>();
    long first = Math.max(0, (from - begunMillis) / lapMillis - 1);
    for (long lap = first; begunMillis + lap * lapMillis < to; lap++) {
      for (Vehicle vehicle : vehicles) {
        long at = begunMillis + lap * lapMillis + vehicle.crossesMillis();
        if (at >= from && at < to) {
          driven.add(new Driven(vehicle.plate(), at));
        }
      }
    }
    return driven;
  }
}
