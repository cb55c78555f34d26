package io.wugan.core.lane;

import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When one plate crossed a trip line. A plate that trembles on the line does not cross it again and
 * again: it must come away from it first, and to cross back it must come away by the length of a
 * roll-back. There and back and there again is one crossing. Confined to the lane's thread.
 */
final class LineCrossings {

  // A quarter of a plate is more than its corners tremble.
  private static final double AWAY_WIDTHS = 0.25;
  // Cars that stop on a line roll back by less than a metre; a plate is 0.44 m.
  private static final double BACK_WIDTHS = 2;

  private final TripLine line;
  private final List<Crossing> crossings = new ArrayList<>();
  private @Nullable LotTime lastTime;
  private double lastDistancePx;
  private @Nullable LotTime crossedAt;
  private boolean crossedBeside;
  private int side;

  LineCrossings(TripLine line) {
    this.line = line;
  }

  void observe(FrameView frame, Quad.Point center, double widthPx) {
    double distance = line.distancePx(frame, center);
    LotTime before = lastTime;
    if (before != null && distance >= 0 != lastDistancePx >= 0) {
      double share = lastDistancePx / (lastDistancePx - distance);
      crossedAt = between(before, frame.time(), share);
      crossedBeside = line.beside(frame, center);
    }
    lastTime = frame.time();
    lastDistancePx = distance;
    settle(distance / widthPx);
  }

  private void settle(double distanceWidths) {
    int now = (int) Math.signum(distanceWidths);
    double away = crossings.size() == 1 ? BACK_WIDTHS : AWAY_WIDTHS;
    if (Math.abs(distanceWidths) < away || now == side) {
      return;
    }
    LotTime at = crossedAt;
    if (side != 0 && at != null && crossedBeside) {
      cross(new Crossing(at, now > 0));
    }
    side = now;
  }

  private void cross(Crossing crossing) {
    crossings.add(crossing);
    if (crossings.size() == 3) {
      crossings.subList(0, 2).clear();
    }
  }

  private static LotTime between(LotTime from, LotTime to, double share) {
    if (!from.bootId().equals(to.bootId())) {
      return to;
    }
    long millis = Math.round(to.since(from).toMillis() * (1 - share));
    return to.minus(Duration.ofMillis(millis));
  }

  /** None, one, or one there and one back. */
  List<Crossing> list() {
    return List.copyOf(crossings);
  }
}
