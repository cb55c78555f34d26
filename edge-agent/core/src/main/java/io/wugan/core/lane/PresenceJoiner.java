package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins what a loop or a virtual loop says about vehicles with the plates that were seen, so that a
 * vehicle without a readable plate, or before a dead camera, is a passage too.
 *
 * <pre>
 * presence              plates in view meanwhile   what follows
 * long enough           none                       a sighting without a plate, flag UNSEEN
 * long enough           one                        nothing: it is that vehicle
 * after the camera died one that was on its way    nothing: it is that vehicle
 * two, a gap between    one over both              nothing: two axles of one vehicle
 * one                   two                        both vehicles are flagged TAILGATE
 * too short             any                        nothing
 * </pre>
 *
 * <p>A plate belongs to the presences it was in view with; one that was in view with none, to one
 * within {@link PresenceSettings#reach()}. A presence is decided {@value #CONFIRM_MILLIS} ms after
 * that, when a plate that has just come into view would be known for a vehicle's.
 *
 * <p>Works without a camera: then call {@link #onTime} a few times a second. Pure, never blocks.
 * Confined to the lane's thread. At most {@value #MAX_PRESENCES} presences of the last {@value
 * #KEPT_SECONDS} s are remembered; when there are more, the first is decided early. Should a sensor
 * chatter {@value #MOST_UNDECIDED} times between two calls that tell the time, the rest is taken
 * for one.
 */
public final class PresenceJoiner {

  static final int MAX_PRESENCES = 64;
  static final int CONFIRM_MILLIS = 300;
  static final int KEPT_SECONDS = 30;
  static final int MOST_UNDECIDED = 2 * MAX_PRESENCES;

  private final Lane lane;
  private final PresenceSettings settings;
  private final List<Ended> ended = new ArrayList<>();
  private @Nullable OpenPresence open;
  private @Nullable LotTime lastFrame;

  private static final class Ended {
    private final VehiclePresence presence;
    private final OpenPresence seen;
    private boolean decided;

    private Ended(VehiclePresence presence, OpenPresence seen) {
      this.presence = presence;
      this.seen = seen;
    }
  }

  public PresenceJoiner(Lane lane, PresenceSettings settings) {
    this.lane = lane;
    this.settings = settings;
  }

  /** A sensor of the lane has changed; in the order of time. */
  public void onChange(PresenceChange change) {
    endIfOver(change.at());
    OpenPresence current = open;
    if (current == null && change.present()) {
      current =
          new OpenPresence(change.at(), Optional.ofNullable(lastFrame), settings.minPresence());
      open = current;
    }
    if (current != null) {
      current.change(change);
    }
  }

  /**
   * A frame went through the lane's tracker.
   *
   * @param time when it was taken
   * @param views plates that are or were in view, see {@link PassageTracker#views()}
   * @param gone sightings that the tracker gave with this frame
   * @param camera takes pictures of this frame; called when a vehicle is there, rarely
   * @return the sightings of the tracker, flagged where two vehicles were in one presence, and
   *     those of vehicles that only a presence tells of. The first of two that was handed out
   *     before the second came stays unflagged
   */
  public List<VehicleSighting> onFrame(
      LotTime time,
      List<PlateView> views,
      List<VehicleSighting> gone,
      Supplier<List<EvidenceImage>> camera) {
    lastFrame = time;
    if (open != null) {
      open.frame(time, camera);
    }
    List<VehicleSighting> all = new ArrayList<>();
    gone.forEach(sighting -> all.add(flagged(time, sighting, views)));
    all.addAll(decide(time, views));
    return List.copyOf(all);
  }

  /** Time goes on without a frame: the camera is dead, or there is none. */
  public List<VehicleSighting> onTime(LotTime time, List<PlateView> views) {
    return List.copyOf(decide(time, views));
  }

  /**
   * The lane ends: what is there now has gone, and everything is decided.
   *
   * @param time when
   */
  public List<VehicleSighting> finish(LotTime time, List<PlateView> views) {
    OpenPresence last = open;
    if (last != null) {
      ended.add(new Ended(last.until(time), last));
      open = null;
    }
    List<VehicleSighting> unseen = new ArrayList<>();
    ended.forEach(each -> unseen(time, each, views).ifPresent(unseen::add));
    ended.clear();
    return List.copyOf(unseen);
  }

  private void endIfOver(LotTime time) {
    OpenPresence current = open;
    boolean room = ended.size() < MOST_UNDECIDED;
    if (current != null && room && current.isOver(time, settings.mergeGap())) {
      ended.add(new Ended(current.until(time), current));
      open = null;
    }
  }

  private List<VehicleSighting> decide(LotTime time, List<PlateView> views) {
    endIfOver(time);
    Duration wait = settings.reach().plusMillis(CONFIRM_MILLIS);
    List<VehicleSighting> unseen = new ArrayList<>();
    for (int i = 0; i < ended.size(); i++) {
      Ended each = ended.get(i);
      boolean full = i < ended.size() - MAX_PRESENCES;
      if (full || time.since(each.presence.to()).compareTo(wait) >= 0) {
        unseen(time, each, views).ifPresent(unseen::add);
      }
    }
    forget(time);
    return unseen;
  }

  private void forget(LotTime time) {
    ended.removeIf(
        each -> each.decided && time.since(each.presence.to()).toSeconds() >= KEPT_SECONDS);
    if (ended.size() > MAX_PRESENCES) {
      ended.subList(0, ended.size() - MAX_PRESENCES).clear();
    }
  }

  private Optional<VehicleSighting> unseen(LotTime time, Ended each, List<PlateView> views) {
    boolean already = each.decided;
    each.decided = true;
    VehiclePresence presence = each.presence;
    boolean vehicle = presence.duration().compareTo(settings.minPresence()) >= 0;
    if (already
        || !vehicle
        || views.stream().anyMatch(view -> belongs(time, view, presence))
        || wasOnItsWay(each, views)) {
      return Optional.empty();
    }
    return Optional.of(
        new VehicleSighting(
            lane,
            direction(presence),
            presence.source(),
            Optional.empty(),
            Optional.empty(),
            presence.to(),
            presence.from(),
            each.seen.frames(),
            each.seen.pictures(presence.duration()),
            flags(presence)));
  }

  private boolean belongs(LotTime time, PlateView view, VehiclePresence presence) {
    if (presence.meets(view, Duration.ZERO)) {
      return true;
    }
    boolean near = presence.meets(view, settings.reach());
    return near && presences(time).noneMatch(other -> other.meets(view, Duration.ZERO));
  }

  // The camera has died while a plate was in view that had not come to the loop yet.
  private boolean wasOnItsWay(Ended each, List<PlateView> views) {
    Optional<LotTime> blindSince = each.seen.blindSince();
    if (blindSince.isEmpty() || each.presence.source() != TriggerSource.LOOP) {
      return false;
    }
    OnTheirWay waiting = new OnTheirWay(begins(), views, blindSince.get());
    return waiting.includes(each.presence.from());
  }

  private List<LotTime> begins() {
    Stream<OpenPresence> past = ended.stream().map(each -> each.seen);
    OpenPresence current = open;
    return (current == null ? past : Stream.concat(past, Stream.of(current)))
        .map(OpenPresence::from)
        .toList();
  }

  private Stream<VehiclePresence> presences(LotTime time) {
    OpenPresence current = open;
    Stream<VehiclePresence> past = ended.stream().map(each -> each.presence);
    return current == null ? past : Stream.concat(past, Stream.of(current.until(time)));
  }

  private VehicleSighting flagged(LotTime time, VehicleSighting sighting, List<PlateView> views) {
    boolean together =
        presences(time)
            .filter(each -> each.duration().compareTo(settings.stuckAfter()) <= 0)
            .filter(each -> each.meets(sighting.firstSeen(), sighting.at(), Duration.ZERO))
            .anyMatch(each -> countIn(each, views, time) > 1);
    VehicleSighting known =
        sighting.direction() == Direction.UNKNOWN ? turned(sighting, time) : sighting;
    return together ? known.withFlag(PassageFlag.TAILGATE) : known;
  }

  // Where the picture does not tell which way it went, a pair of loops may.
  private VehicleSighting turned(VehicleSighting sighting, LotTime time) {
    return presences(time)
        .filter(each -> each.meets(sighting.firstSeen(), sighting.at(), Duration.ZERO))
        .flatMap(each -> each.way().stream())
        .reduce((first, last) -> first == last ? first : Direction.UNKNOWN)
        .map(sighting::withDirection)
        .orElse(sighting);
  }

  private static long countIn(VehiclePresence presence, List<PlateView> views, LotTime now) {
    return views.stream()
        .filter(view -> presence.meets(view, Duration.ZERO))
        .filter(view -> presence.source() == TriggerSource.LOOP || hasBeenNearest(view, now))
        .count();
  }

  // One that still comes nearer has its own turn on the virtual loop to come.
  private static boolean hasBeenNearest(PlateView view, LotTime now) {
    return now.since(view.nearest()).toMillis() >= CONFIRM_MILLIS;
  }

  private Direction direction(VehiclePresence presence) {
    return presence.way().orElseGet(this::directionOfRole);
  }

  private Set<PassageFlag> flags(VehiclePresence presence) {
    Direction meant = directionOfRole();
    Direction went = direction(presence);
    boolean wrongWay = meant != Direction.UNKNOWN && went != Direction.UNKNOWN && went != meant;
    return wrongWay
        ? Set.of(PassageFlag.UNSEEN, PassageFlag.WRONG_WAY)
        : Set.of(PassageFlag.UNSEEN);
  }

  private Direction directionOfRole() {
    return switch (lane.role()) {
      case ENTRY -> Direction.ENTER;
      case EXIT -> Direction.EXIT;
      case BIDIRECTIONAL -> Direction.UNKNOWN;
    };
  }
}
