package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the reads of a lane's frames into one sighting for each vehicle.
 *
 * <ul>
 *   <li>Reads join the nearest vehicle in view, by where it is expected and what it reads.
 *   <li>A vehicle whose plate has left the picture, or the lane's area, has gone by after a quarter
 *       of a second; one that is unseen otherwise, after {@link TrackerSettings#lostAfter()}, if
 *       frames were looked at meanwhile.
 *   <li>The same plate again within {@link TrackerSettings#samePlateWindow()} is the same passage:
 *       its window is renewed, and nothing is handed out. Seen going the other way, it is another.
 *   <li>A vehicle that came, turned back and left the way it came has two sightings, one each way.
 *   <li>Vehicles close behind one another are flagged, and a trailer's plate joins its lorry's; for
 *       that, sightings are held back a little, see {@link HeldSightings}.
 *   <li>Vehicles of which no plate is seen are told by a {@link PresenceJoiner}.
 * </ul>
 *
 * <p>Confined to the lane's thread. Memory is bounded by {@value #MAX_TRACKS} vehicles in view;
 * when full, the one unseen for longest is finished.
 */
public final class PassageTracker {

  static final int MAX_TRACKS = 32;
  static final int MAX_PAST_VIEWS = 64;
  // A camera that stalls tells nothing about when its next frame comes.
  private static final Duration LONGEST_INTERVAL = Duration.ofMillis(250);

  private static final Comparator<VehicleTrack> BY_LAST_SEEN =
      Comparator.comparingLong(track -> track.lastSeen().monoMillis());

  private final Lane lane;
  private final TrackerSettings settings;
  private final ReadMatching matching;
  private final DirectionJudge judge;
  private final RecentPlates recent;
  private final HeldSightings held = new HeldSightings();
  private final ProvisionalReads provisionalReads = new ProvisionalReads();
  private final Deque<PlateView> pastViews = new ArrayDeque<>();
  private final List<VehicleTrack> tracks = new ArrayList<>();
  private List<ProvisionalRead> provisional = List.of();
  private @Nullable LotTime lastFrame;
  private long vehicles;

  public PassageTracker(Lane lane, TrackerSettings settings) {
    this.lane = lane;
    this.settings = settings;
    this.matching = new ReadMatching(lane, settings);
    this.judge = new DirectionJudge(lane);
    this.recent = new RecentPlates(settings.samePlateWindow());
  }

  /**
   * Takes the reads of one frame.
   *
   * @param frame the frame's size, and when it was taken; a little before the last call's counts as
   *     then, and by more than {@link TrackerSettings#lostAfter()} as the beginning of another
   *     stream
   * @param reads reads of this frame; may be empty, and must then be given all the same, so that
   *     time goes on
   * @param camera takes pictures of this frame; called at most once for each vehicle
   * @return vehicles that have gone by, in the order in which they were last seen
   */
  public List<VehicleSighting> onFrame(
      FrameView frame, List<PlateRead> reads, Function<Quad, List<EvidenceImage>> camera) {
    List<VehicleSighting> gone = new ArrayList<>(finishIfAnotherStream(frame.time()));
    Duration interval = intervalUntil(frame.time());
    FrameView now = frame.at(latest(frame.time()));
    lastFrame = now.time();
    finishLost(now);
    List<PlateRead> usable = matching.usable(now, reads);
    Map<PlateRead, VehicleTrack> placed = matching.match(now, tracks, usable);
    for (PlateRead read : usable) {
      VehicleTrack track = placed.get(read);
      if (track != null) {
        track.add(now, read);
        track.picture(read, camera);
      }
    }
    tracks.stream().filter(track -> !placed.containsValue(track)).forEach(VehicleTrack::miss);
    for (PlateRead read : usable) {
      if (!placed.containsKey(read)) {
        gone.addAll(makeRoom());
        begin(now, read, camera);
      }
    }
    provisional = provisionalReads.update(now.time(), tracks, recent);
    gone.addAll(held.release(now.time(), interval, tracks));
    return List.copyOf(gone);
  }

  /**
   * A plate that went by before this tracker began: still in view after a restart, it is the same
   * passage.
   *
   * @param at when it was last seen; earlier ones first
   */
  public void remember(PlateNumber plate, Direction direction, LotTime at) {
    recent.remember(new RecentPlates.Recent(plate.text(), direction, Tendency.UNCLEAR, at));
  }

  /**
   * What the last frame has settled about plates that are still in view: each vehicle once, and
   * again when its text changes. For displays; nothing is decided by it.
   */
  public List<ProvisionalRead> provisional() {
    return provisional;
  }

  /**
   * The plates that are in view and look like a vehicle's, and the last {@value #MAX_PAST_VIEWS}
   * that were; also those of vehicles that are not handed out again because they were a moment
   * before. Oldest first.
   */
  public List<PlateView> views() {
    Stream<PlateView> now =
        tracks.stream().filter(track -> track.isVehicle(settings)).map(VehicleTrack::view);
    return Stream.concat(pastViews.stream(), now).toList();
  }

  /** The stream has ended: every vehicle in view has gone by. */
  public List<VehicleSighting> finish() {
    handOut(List.copyOf(tracks));
    tracks.clear();
    provisional = List.of();
    lastFrame = null;
    return List.copyOf(held.releaseAll());
  }

  private List<VehicleSighting> finishIfAnotherStream(LotTime time) {
    boolean another =
        lastFrame != null && lastFrame.since(time).compareTo(settings.lostAfter()) > 0;
    return another ? finish() : List.of();
  }

  private Duration intervalUntil(LotTime time) {
    Duration interval = lastFrame == null ? Duration.ZERO : time.since(lastFrame);
    return interval.compareTo(LONGEST_INTERVAL) < 0 ? interval : LONGEST_INTERVAL;
  }

  private LotTime latest(LotTime time) {
    return lastFrame != null && !lastFrame.since(time).isZero() ? lastFrame : time;
  }

  private List<VehicleSighting> makeRoom() {
    if (tracks.size() < MAX_TRACKS) {
      return List.of();
    }
    VehicleTrack unseenForLongest = Collections.min(tracks, BY_LAST_SEEN);
    tracks.remove(unseenForLongest);
    handOut(List.of(unseenForLongest));
    return held.releaseNow(tracks);
  }

  private void begin(FrameView frame, PlateRead read, Function<Quad, List<EvidenceImage>> camera) {
    VehicleTrack track = new VehicleTrack(++vehicles, lane, frame, read);
    track.picture(read, camera);
    track.beginAmong(frame.time(), tracks);
    tracks.add(track);
  }

  private void finishLost(FrameView now) {
    List<VehicleTrack> lost =
        tracks.stream()
            .filter(
                track ->
                    track.lostAt(now.time(), settings.lostAfter())
                        || track.hasLeft(now, lane.geometry()))
            .toList();
    tracks.removeAll(lost);
    handOut(lost);
  }

  private void handOut(List<VehicleTrack> finished) {
    finished.stream()
        .filter(track -> track.isVehicle(settings))
        .sorted(BY_LAST_SEEN)
        .forEach(this::believe);
  }

  private void believe(VehicleTrack track) {
    PlateChoice choice = track.choose(settings);
    boolean read = choice.number().isPresent();
    if (!read && !track.isVehicleUnread(settings)) {
      return;
    }
    rememberView(track.view());
    Optional<RecentPlates.Recent> before =
        read ? recent.find(choice.rawText(), track.firstSeen()) : Optional.empty();
    for (Leg leg : judge.legs(track.journey(), before)) {
      if (!read || !recent.repeats(choice.rawText(), leg)) {
        held.add(new HeldSighting(sighting(track, choice, leg), track.view(), leg));
      }
    }
  }

  private void rememberView(PlateView view) {
    if (pastViews.size() >= MAX_PAST_VIEWS) {
      pastViews.removeFirst();
    }
    pastViews.addLast(view);
  }

  private VehicleSighting sighting(VehicleTrack track, PlateChoice choice, Leg leg) {
    return new VehicleSighting(
        lane,
        leg.direction(),
        TriggerSource.VIDEO,
        Optional.of(choice),
        Optional.empty(),
        leg.at(),
        leg.firstSeen(),
        leg.frames(),
        track.pictures(),
        leg.flags());
  }
}
