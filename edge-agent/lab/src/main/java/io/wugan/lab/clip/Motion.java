package io.wugan.lab.clip;

import io.wugan.lab.clip.VehicleSpec.Direction;
import io.wugan.lab.clip.VehicleSpec.Stop;
import java.util.OptionalDouble;

/**
 * Where a vehicle is at a time: steady speed, an optional stop with steady braking, then on or back
 * with steady acceleration. Before its start time it comes from further off at its speed.
 * Immutable.
 */
final class Motion {

  /** Braking, m/s². */
  static final double BRAKE_MPS2 = 1.8;

  /** Speeding up after a stop, m/s². */
  static final double ACCELERATE_MPS2 = 1.2;

  private final VehicleSpec vehicle;
  private final double speedMps;
  private final double sign;

  Motion(VehicleSpec vehicle) {
    this.vehicle = vehicle;
    this.speedMps = vehicle.speedKmh() / 3.6;
    this.sign = vehicle.direction() == Direction.APPROACH ? -1 : 1;
  }

  /** Distance from the camera of the vehicle's end that faces it, metres along the lane. */
  double distanceM(double timeS) {
    if (vehicle.direction() == Direction.PARKED) {
      return vehicle.startM();
    }
    return vehicle.startM() + sign * travelledM(timeS - vehicle.startS());
  }

  private double travelledM(double t) {
    Stop stop = vehicle.stop();
    if (stop.isNever()) {
      return speedMps * t;
    }
    double toStop = Math.abs(vehicle.startM() - stop.atM());
    double brakeS = speedMps / BRAKE_MPS2;
    double cruiseS = (toStop - speedMps * brakeS / 2) / speedMps;
    if (t < cruiseS) {
      return speedMps * t;
    }
    double left = cruiseS + brakeS - t;
    if (left > 0) {
      return toStop - BRAKE_MPS2 * left * left / 2;
    }
    double moving = -left - stop.forS();
    return moving <= 0 ? toStop : toStop + (stop.reverse() ? -1 : 1) * startedM(moving);
  }

  private double startedM(double t) {
    double accelerateS = speedMps / ACCELERATE_MPS2;
    return t < accelerateS ? ACCELERATE_MPS2 * t * t / 2 : speedMps * (t - accelerateS / 2);
  }

  /**
   * First time at which the vehicle crosses a line across the lane.
   *
   * @param lineM the line's distance from the camera, metres
   * @param back whether to look for a crossing against the vehicle's direction
   * @param endS where to stop looking, seconds
   */
  OptionalDouble crossingS(double lineM, boolean back, double endS) {
    double wanted = back ? -sign : sign;
    double step = 1 / 50.0;
    for (int i = 0; i * step < endS; i++) {
      double from = i * step;
      double to = (i + 1) * step;
      if (sideOf(lineM, from) * wanted < 0 && sideOf(lineM, to) * wanted >= 0) {
        return OptionalDouble.of(bisect(lineM, from, to, wanted));
      }
    }
    return OptionalDouble.empty();
  }

  private double bisect(double lineM, double from, double to, double wanted) {
    double low = from;
    double high = to;
    for (int i = 0; i < 30; i++) {
      double middle = (low + high) / 2;
      if (sideOf(lineM, middle) * wanted < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private double sideOf(double lineM, double timeS) {
    return distanceM(timeS) - lineM;
  }
}
