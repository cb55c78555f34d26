package io.wugan.core.lane;

import io.wugan.core.lane.Way.Moment;
import io.wugan.core.plate.Quad;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of one plate through the picture: where it was first, last and farthest from the first
 * place, and when it crossed the trip line. Memory does not grow. Confined to the lane's thread.
 */
final class Journey {

  // A car that has gone half its way back is not one that rolled back in a queue.
  private static final double RETURN_SHARE = 0.5;

  private final Moment first;
  private final @Nullable LineCrossings crossings;
  private Moment last;
  private Moment farthest;

  Journey(FrameView frame, Quad seen, Optional<TripLine> tripLine) {
    first = new Moment(frame.time(), seen.center(), seen.widthPx(), 1);
    last = first;
    farthest = first;
    crossings = tripLine.map(LineCrossings::new).orElse(null);
    cross(frame, seen);
  }

  /** The plate was seen again; {@code motion} knows of it already. */
  void observe(FrameView frame, Quad seen, PlateMotion motion) {
    last = new Moment(frame.time(), motion.center(), motion.widthPx(), last.frames() + 1);
    if (fromFirst(last) > fromFirst(farthest)) {
      farthest = last;
    }
    cross(frame, seen);
  }

  private void cross(FrameView frame, Quad seen) {
    if (crossings != null) {
      crossings.observe(frame, seen.center(), seen.widthPx());
    }
  }

  private double fromFirst(Moment moment) {
    return moment.center().distanceTo(first.center());
  }

  Moment first() {
    return first;
  }

  Moment last() {
    return last;
  }

  Moment farthest() {
    return farthest;
  }

  /** From the first place to the last. */
  Way whole() {
    return new Way(first, last);
  }

  /** From the first place to the farthest. */
  Way out() {
    return new Way(first, farthest);
  }

  /** From the farthest place to the last. */
  Way back() {
    return new Way(farthest, last);
  }

  boolean hasTripLine() {
    return crossings != null;
  }

  List<Crossing> crossings() {
    return crossings == null ? List.of() : crossings.list();
  }

  /** Whether it came, turned back and left the way it came. */
  boolean turnedBack() {
    return out().tendency().opposite(back().tendency()) && returned() >= RETURN_SHARE;
  }

  // Which part of the way out it came back, measured along that way.
  private double returned() {
    double outX = farthest.center().x() - first.center().x();
    double outY = farthest.center().y() - first.center().y();
    double backX = farthest.center().x() - last.center().x();
    double backY = farthest.center().y() - last.center().y();
    return (outX * backX + outY * backY) / (outX * outX + outY * outY);
  }
}
