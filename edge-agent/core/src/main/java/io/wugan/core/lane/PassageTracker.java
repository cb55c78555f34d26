package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.plate.Confusables;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the reads of a lane's frames into one sighting for each vehicle.
 *
 * <ul>
 *   <li>Reads join the nearest vehicle in view, by where it is expected and what it reads.
 *   <li>A vehicle unseen for {@link TrackerSettings#lostAfter()} has gone by.
 *   <li>The same plate again within {@link TrackerSettings#samePlateWindow()} is the same passage:
 *       its window is renewed, and nothing is handed out. Seen going the other way, it is another.
 *   <li>Not supported yet: trip lines, loops, vehicles without any plate.
 * </ul>
 *
 * <p>Confined to the lane's thread. Memory is bounded by {@value #MAX_TRACKS} vehicles in view;
 * when full, the one unseen for longest is finished.
 */
public final class PassageTracker {

  static final int MAX_TRACKS = 32;
  private static final int MAX_RECENT = 64;
  // Beyond this many plate widths a read belongs to another vehicle: a plate is a quarter of a
  // car's width.
  private static final double GATE_WIDTHS = 1.8;
  // Two vehicles in one frame closer than this would overlap: one plate was detected twice.
  private static final double DOUBLE_DETECTION_OVERLAP = 0.3;

  private static final Comparator<VehicleTrack> BY_LAST_SEEN =
      Comparator.comparingLong(track -> track.lastSeen().monoMillis());

  private final Lane lane;
  private final TrackerSettings settings;
  private final List<VehicleTrack> tracks = new ArrayList<>();
  private final Deque<RecentPlate> recent = new ArrayDeque<>();
  private @Nullable LotTime lastFrame;

  private record RecentPlate(String text, Direction direction, LotTime lastSeen) {}

  private record Pair(VehicleTrack track, PlateRead read, double misfit) {}

  public PassageTracker(Lane lane, TrackerSettings settings) {
    this.lane = lane;
    this.settings = settings;
  }

  /**
   * Takes the reads of one frame.
   *
   * @param time when the frame was taken; a little before that of the last call counts as then, and
   *     by more than {@link TrackerSettings#lostAfter()} as the beginning of another stream
   * @param reads reads of this frame; may be empty, and must then be given all the same, so that
   *     time goes on
   * @param camera takes pictures of this frame; called at most once for each vehicle
   * @return vehicles that have gone by, in the order in which they were last seen
   */
  public List<VehicleSighting> onFrame(
      LotTime time, List<PlateRead> reads, Function<Quad, List<EvidenceImage>> camera) {
    List<VehicleSighting> gone = new ArrayList<>(finishIfAnotherStream(time));
    LotTime now = latest(time);
    lastFrame = now;
    gone.addAll(finishLost(now));
    List<PlateRead> usable = distinct(reads);
    Set<VehicleTrack> taken = new HashSet<>();
    Set<PlateRead> placed = new HashSet<>();
    for (Pair pair : pairs(now, usable)) {
      if (!taken.contains(pair.track()) && !placed.contains(pair.read())) {
        pair.track().add(now, pair.read(), camera);
        taken.add(pair.track());
        placed.add(pair.read());
      }
    }
    usable.stream()
        .filter(read -> !placed.contains(read))
        .forEach(read -> begin(now, read, camera, gone));
    return List.copyOf(gone);
  }

  /** The stream has ended: every vehicle in view has gone by. */
  public List<VehicleSighting> finish() {
    List<VehicleTrack> all = List.copyOf(tracks);
    tracks.clear();
    lastFrame = null;
    return List.copyOf(handOut(all));
  }

  private List<VehicleSighting> finishIfAnotherStream(LotTime time) {
    boolean another =
        lastFrame != null && lastFrame.since(time).compareTo(settings.lostAfter()) > 0;
    return another ? finish() : List.of();
  }

  private LotTime latest(LotTime time) {
    return lastFrame != null && !lastFrame.since(time).isZero() ? lastFrame : time;
  }

  private void begin(
      LotTime time,
      PlateRead read,
      Function<Quad, List<EvidenceImage>> camera,
      List<VehicleSighting> gone) {
    if (tracks.size() >= MAX_TRACKS) {
      VehicleTrack unseenForLongest = Collections.min(tracks, BY_LAST_SEEN);
      tracks.remove(unseenForLongest);
      gone.addAll(handOut(List.of(unseenForLongest)));
    }
    VehicleTrack track = new VehicleTrack(time, read);
    track.add(time, read, camera);
    tracks.add(track);
  }

  private List<PlateRead> distinct(List<PlateRead> reads) {
    List<PlateRead> kept = new ArrayList<>();
    for (PlateRead read : reads) {
      boolean sure =
          read.detectionConfidence() >= settings.minDetectionConfidence()
              && read.plateConfidence() >= settings.minPlateConfidence();
      boolean again =
          kept.stream().anyMatch(k -> k.quad().boxOverlap(read.quad()) > DOUBLE_DETECTION_OVERLAP);
      boolean hasSize = read.quad().widthPx() > 0;
      if (sure && hasSize && !again) {
        kept.add(read);
      }
    }
    return kept;
  }

  private List<Pair> pairs(LotTime time, List<PlateRead> reads) {
    List<Pair> pairs = new ArrayList<>();
    for (VehicleTrack track : tracks) {
      for (PlateRead read : reads) {
        double distance = track.distanceTo(time, read);
        if (distance <= GATE_WIDTHS) {
          pairs.add(new Pair(track, read, distance + track.strangeness(read)));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::misfit));
    return pairs;
  }

  private List<VehicleSighting> finishLost(LotTime time) {
    List<VehicleTrack> lost =
        tracks.stream().filter(track -> track.lostAt(time, settings.lostAfter())).toList();
    tracks.removeAll(lost);
    return handOut(lost);
  }

  private List<VehicleSighting> handOut(List<VehicleTrack> finished) {
    List<VehicleSighting> gone = new ArrayList<>();
    finished.stream()
        .filter(track -> track.isVehicle(settings))
        .sorted(BY_LAST_SEEN)
        .forEach(track -> believe(track).ifPresent(gone::add));
    return gone;
  }

  private Optional<VehicleSighting> believe(VehicleTrack track) {
    VehicleSighting sighting = track.finish(lane, settings);
    boolean read = sighting.number().isPresent();
    boolean believed = read ? !seenRecently(sighting) : track.isVehicleUnread(settings);
    return believed ? Optional.of(sighting) : Optional.empty();
  }

  // Remembers the plate in any case: a car that stands in view for minutes must not become a second
  // one.
  private boolean seenRecently(VehicleSighting sighting) {
    String text = sighting.plate().map(PlateChoice::rawText).orElse("");
    Optional<RecentPlate> before =
        recent.stream()
            .filter(plate -> Confusables.sameMisread(plate.text(), text))
            .filter(plate -> withinWindow(plate, sighting))
            .reduce((earlier, later) -> later);
    if (recent.size() >= MAX_RECENT) {
      recent.removeFirst();
    }
    boolean turned = before.map(plate -> opposite(plate.direction(), sighting)).orElse(false);
    Direction direction =
        sighting.direction() == Direction.UNKNOWN
            ? before.map(RecentPlate::direction).orElse(Direction.UNKNOWN)
            : sighting.direction();
    recent.removeIf(plate -> plate.text().equals(text));
    recent.addLast(new RecentPlate(text, direction, sighting.at()));
    return before.isPresent() && !turned;
  }

  private boolean withinWindow(RecentPlate plate, VehicleSighting sighting) {
    return sighting.firstSeen().since(plate.lastSeen()).compareTo(settings.samePlateWindow()) <= 0;
  }

  private static boolean opposite(Direction before, VehicleSighting sighting) {
    return before != sighting.direction()
        && before != Direction.UNKNOWN
        && sighting.direction() != Direction.UNKNOWN;
  }
}
