package io.wugan.core.lane;

import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two inductive loops one behind the other, nearer than a car is long: the outer one (A) on the
 * street's side, the inner one (B) on the lot's. Together they tell the way, and vehicles that
 * follow close behind one another (跟车).
 *
 * <pre>
 * A, A+B, B, nobody      one vehicle entered          B, A+B, A, nobody      one left
 * A, A+B, A, nobody      one came and turned back     A alone, or B alone    the way is not known
 * A, A+B, B, A+B, …      the second vehicle came on A while the first still was on B
 * </pre>
 *
 * A loop that is free for less than {@code gap} in between still feels the same vehicle: its next
 * axle. Confined to the lane's thread.
 */
public final class LoopPair implements PresenceSensor {

  private enum Side {
    OUTER,
    INNER
  }

  private record Felt(Side side, InputEdge edge) {}

  private final LoopInput outer;
  private final LoopInput inner;
  private final LotClock clock;
  private final Duration gap;
  private boolean outerOn;
  private boolean innerOn;
  private @Nullable Side first;
  private @Nullable Side last;
  private boolean both;
  private @Nullable LotTime freed;

  /**
   * @param outer the loop on the street's side
   * @param inner the loop on the lot's side
   * @param clock how late it is
   * @param gap between two axles of one vehicle; see {@link PresenceSettings#mergeGap}
   */
  public LoopPair(LoopInput outer, LoopInput inner, LotClock clock, Duration gap) {
    this.outer = outer;
    this.inner = inner;
    this.clock = clock;
    this.gap = gap;
  }

  @Override
  public List<PresenceChange> changes() {
    LotTime now = clock.now();
    List<Felt> felt = new ArrayList<>();
    outer.changes(now).forEach(edge -> felt.add(new Felt(Side.OUTER, edge)));
    inner.changes(now).forEach(edge -> felt.add(new Felt(Side.INNER, edge)));
    felt.sort(Comparator.comparingLong(each -> each.edge().at().monoMillis()));
    List<PresenceChange> changes = new ArrayList<>();
    felt.forEach(each -> change(each, changes));
    return List.copyOf(changes);
  }

  @Override
  public void onVehicleSeen() {
    outer.onVehicleSeen();
    inner.onVehicleSeen();
  }

  private void change(Felt felt, List<PresenceChange> changes) {
    if (felt.edge().active()) {
      come(felt.side(), felt.edge().at(), changes);
    } else {
      go(felt.side(), felt.edge().at(), changes);
    }
  }

  private void come(Side side, LotTime at, List<PresenceChange> changes) {
    boolean nobody = !outerOn && !innerOn;
    boolean behind = !nobody && both && side == first && isNext(at);
    if (behind) {
      // The one before it has left this loop for the other: it is known which way it goes.
      changes.add(new PresenceChange(TriggerSource.LOOP, false, at, Optional.of(wayFrom(side))));
    }
    if (nobody || behind) {
      first = side;
      both = false;
      changes.add(new PresenceChange(TriggerSource.LOOP, true, at));
    }
    set(side, true);
    if (outerOn && innerOn && !behind && !both) {
      both = true;
      Side from = first;
      if (from != null) {
        changes.add(new PresenceChange(TriggerSource.LOOP, true, at, Optional.of(wayFrom(from))));
      }
    }
    freed = null;
  }

  // Free for so long, and the loop feels no further axle but a further vehicle.
  private boolean isNext(LotTime at) {
    LotTime left = freed;
    return left != null && at.since(left).compareTo(gap) >= 0;
  }

  private void go(Side side, LotTime at, List<PresenceChange> changes) {
    set(side, false);
    last = side;
    if (side == first) {
      freed = at;
    }
    if (!outerOn && !innerOn) {
      changes.add(new PresenceChange(TriggerSource.LOOP, false, at, way()));
      first = null;
      both = false;
      freed = null;
    }
  }

  private void set(Side side, boolean on) {
    if (side == Side.OUTER) {
      outerOn = on;
    } else {
      innerOn = on;
    }
  }

  private Optional<Direction> way() {
    Side from = first;
    if (!both || from == null) {
      return Optional.empty();
    }
    return Optional.of(last == from ? Direction.UNKNOWN : wayFrom(from));
  }

  private static Direction wayFrom(Side side) {
    return side == Side.OUTER ? Direction.ENTER : Direction.EXIT;
  }
}
