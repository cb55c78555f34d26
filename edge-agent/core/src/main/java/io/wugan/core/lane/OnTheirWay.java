package io.wugan.core.lane;

import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.List;

/**
 * Vehicles whose plates were in view when the pictures ended, and that had not come to the loop
 * yet: the loop feels them next, and they are no others. Immutable.
 *
 * <p>Vehicles come to the loop in the order in which they came into view. One that may have been on
 * the loop before the pictures ended is not waited for: rather a vehicle is told twice than one not
 * at all.
 */
final class OnTheirWay {

  /** From the edge of the picture to the loop, at a walking pace. */
  static final Duration LONGEST = Duration.ofSeconds(5);

  /** A plate that was seen so shortly before the pictures ended was in view then. */
  private static final Duration IN_VIEW = Duration.ofMillis(300);

  private final List<LotTime> begins;
  private final List<PlateView> views;
  private final LotTime blindSince;

  /**
   * @param begins when presences on the loop began, in any order
   * @param views plates that are or were in view
   * @param blindSince when the last picture was taken
   */
  OnTheirWay(List<LotTime> begins, List<PlateView> views, LotTime blindSince) {
    this.begins = List.copyOf(begins);
    this.views = List.copyOf(views);
    this.blindSince = blindSince;
  }

  /** Whether a presence that began after the pictures ended is that of one of them. */
  boolean includes(LotTime begin) {
    if (!isAfter(begin, blindSince) || begin.since(blindSince).compareTo(LONGEST) > 0) {
      return false;
    }
    long waiting =
        views.stream().filter(this::wasInView).filter(view -> !mayHaveBeenFelt(view)).count();
    long earlier =
        begins.stream()
            .filter(other -> isAfter(other, blindSince) && isAfter(begin, other))
            .count();
    return earlier < waiting;
  }

  private boolean wasInView(PlateView view) {
    return !isAfter(view.lastSeen(), blindSince)
        && blindSince.since(view.lastSeen()).compareTo(IN_VIEW) <= 0;
  }

  // More presences began since it came into view than there were vehicles ahead of it to make them.
  private boolean mayHaveBeenFelt(PlateView view) {
    long ahead =
        views.stream()
            .filter(other -> isAfter(view.firstSeen(), other.firstSeen()))
            .filter(other -> !isAfter(view.firstSeen(), other.lastSeen()))
            .filter(other -> begun(other.firstSeen(), view.firstSeen()) == 0)
            .count();
    return begun(view.firstSeen(), blindSince) > ahead;
  }

  /** Presences that began from {@code from} on and not after {@code to}. */
  private long begun(LotTime from, LotTime to) {
    return begins.stream().filter(begin -> !isAfter(from, begin) && !isAfter(begin, to)).count();
  }

  private static boolean isAfter(LotTime late, LotTime early) {
    Duration gap = late.since(early);
    return !gap.isNegative() && !gap.isZero();
  }
}
