package io.wugan.core.lane;

import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds sightings back for as long as the vehicle behind them may change what is to be said.
 *
 * <ul>
 *   <li>Any vehicle, until no frame can show a plate less than {@link HeldSighting#TAILGATE_GAP}
 *       behind it, so that both of two that follow one another closely are flagged; not at all if
 *       it was in view for {@link HeldSighting#HEADWAY}. At 10 frames a second that is 0.7 s after
 *       its last frame, at 5 frames 0.6 s: within the second in which the result has to be out. A
 *       plate that came in this very frame may be a false detection: one frame more tells.
 *   <li>A lorry that goes away from the camera, until {@link HeldSighting#TRAILER_GAP}, or until
 *       the plate of its trailer has gone by. That is the only vehicle whose result is out later,
 *       for its trailer shows its plate later.
 * </ul>
 *
 * <p>Sightings are handed out in the order in which they were last seen; one that is due takes with
 * it those before. Confined to the lane's thread. At most {@value #MAX_HELD} are held; more hand
 * out the first.
 */
final class HeldSightings {

  static final int MAX_HELD = 32;
  private static final int MAX_GONE = 16;
  private static final int FRAMES_OF_A_FOLLOWER = 2;

  private final List<HeldSighting> held = new ArrayList<>();
  private final Deque<PlateView> gone = new ArrayDeque<>();

  /** Takes a sighting; a trailer's is joined to its lorry's. */
  void add(HeldSighting sighting) {
    for (int i = held.size() - 1; i >= 0; i--) {
      HeldSighting other = held.get(i);
      if (sighting.isTrailer() && other.draws(sighting)) {
        held.remove(i);
        insert(other.with(sighting));
        return;
      }
      if (other.isTrailer() && sighting.draws(other)) {
        held.remove(i);
        insert(sighting.with(other));
        return;
      }
    }
    insert(sighting);
  }

  private void insert(HeldSighting sighting) {
    int place = held.size();
    while (place > 0 && isLater(held.get(place - 1), sighting)) {
      place--;
    }
    held.add(place, sighting);
  }

  private static boolean isLater(HeldSighting one, HeldSighting other) {
    return !one.lastSeen().since(other.lastSeen()).isZero();
  }

  /**
   * Those that are due.
   *
   * @param now time of this frame
   * @param untilNext how soon the next frame may be expected
   * @param inView plates that are followed now
   */
  List<VehicleSighting> release(LotTime now, Duration untilNext, List<VehicleTrack> inView) {
    int due = Math.max(0, held.size() - MAX_HELD);
    for (int i = 0; i < held.size(); i++) {
      if (isDue(held.get(i), now, untilNext, inView)) {
        due = i + 1;
      }
    }
    return handOut(due, inView);
  }

  private static boolean isDue(
      HeldSighting sighting, LotTime now, Duration untilNext, List<VehicleTrack> inView) {
    Duration gap = sighting.mayHaveTrailer() ? HeldSighting.TRAILER_GAP : HeldSighting.TAILGATE_GAP;
    Duration next = now.since(sighting.lastSeen()).plus(untilNext);
    Duration headway = now.since(sighting.view().firstSeen()).plus(untilNext);
    boolean nobodyNear = !sighting.mayHaveTrailer() && headway.compareTo(HeldSighting.HEADWAY) >= 0;
    return (nobodyNear || next.compareTo(gap) >= 0)
        && inView.stream().noneMatch(track -> mayChange(sighting, track, now));
  }

  private static boolean mayChange(HeldSighting sighting, VehicleTrack track, LotTime now) {
    PlateView view = track.view();
    boolean justCame = track.firstSeen().equals(now) && HeldSighting.close(sighting.view(), view);
    return justCame || (track.isTrailer() && sighting.draws(view));
  }

  /** All of them: the stream has ended, and what comes next has nothing to do with them. */
  List<VehicleSighting> releaseAll() {
    List<VehicleSighting> all = handOut(held.size(), List.of());
    gone.clear();
    return all;
  }

  /** All of them, while the stream goes on. */
  List<VehicleSighting> releaseNow(List<VehicleTrack> inView) {
    return handOut(held.size(), inView);
  }

  private List<VehicleSighting> handOut(int count, List<VehicleTrack> inView) {
    List<VehicleSighting> out = new ArrayList<>();
    for (HeldSighting sighting : List.copyOf(held.subList(0, count))) {
      boolean close =
          neighbours(inView).anyMatch(view -> HeldSighting.close(sighting.view(), view));
      out.add(close ? sighting.tailgating().sighting() : sighting.sighting());
    }
    held.subList(0, count).forEach(sighting -> rememberGone(sighting.view()));
    held.subList(0, count).clear();
    return out;
  }

  private Stream<PlateView> neighbours(List<VehicleTrack> inView) {
    Stream<PlateView> followed =
        inView.stream().map(VehicleTrack::view).filter(v -> v.frames() >= FRAMES_OF_A_FOLLOWER);
    Stream<PlateView> waiting = held.stream().map(HeldSighting::view);
    return Stream.of(followed, waiting, gone.stream()).flatMap(each -> each);
  }

  private void rememberGone(PlateView view) {
    if (gone.size() >= MAX_GONE) {
      gone.removeFirst();
    }
    gone.addLast(view);
  }
}
