package io.wugan.core.lane;

import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.plate.Confusables;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns the reads of a lane's frames into one sighting for each vehicle.
 *
 * <ul>
 *   <li>Reads join the nearest vehicle in view, by where it is expected and what it reads.
 *   <li>A vehicle unseen for {@link TrackerSettings#lostAfter()} has gone by.
 *   <li>The same plate again within {@link TrackerSettings#samePlateWindow()} is the same passage:
 *       its window is renewed, and nothing is handed out.
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

  private final Lane lane;
  private final TrackerSettings settings;
  private final List<VehicleTrack> tracks = new ArrayList<>();
  private final Deque<RecentPlate> recent = new ArrayDeque<>();

  private record RecentPlate(String text, LotTime until) {}

  private record Pair(VehicleTrack track, PlateRead read, double distance) {}

  public PassageTracker(Lane lane, TrackerSettings settings) {
    this.lane = lane;
    this.settings = settings;
  }

  /**
   * Takes the reads of one frame.
   *
   * @param time when the frame was taken; not before that of the last call
   * @param reads reads of this frame; may be empty, and must then be given all the same, so that
   *     time goes on
   * @param camera takes pictures of this frame; called at most once for each vehicle
   * @return vehicles that have gone by, in the order in which they were last seen
   */
  public List<VehicleSighting> onFrame(
      LotTime time, List<PlateRead> reads, Function<Quad, List<EvidenceImage>> camera) {
    List<VehicleSighting> gone = finishLost(time);
    List<PlateRead> usable = distinct(reads);
    Set<VehicleTrack> taken = new HashSet<>();
    Set<PlateRead> placed = new HashSet<>();
    for (Pair pair : pairs(time, usable)) {
      if (!taken.contains(pair.track()) && !placed.contains(pair.read())) {
        pair.track().add(time, pair.read(), camera);
        taken.add(pair.track());
        placed.add(pair.read());
      }
    }
    usable.stream()
        .filter(read -> !placed.contains(read))
        .forEach(read -> begin(time, read, camera, gone));
    return List.copyOf(gone);
  }

  /** The stream has ended: every vehicle in view has gone by. */
  public List<VehicleSighting> finish() {
    List<VehicleSighting> gone = new ArrayList<>();
    tracks.stream()
        .sorted(Comparator.comparing(track -> track.lastSeen().monoMillis()))
        .forEach(track -> hand(track, gone));
    tracks.clear();
    return List.copyOf(gone);
  }

  private void begin(
      LotTime time,
      PlateRead read,
      Function<Quad, List<EvidenceImage>> camera,
      List<VehicleSighting> gone) {
    if (tracks.size() >= MAX_TRACKS) {
      VehicleTrack oldest = tracks.remove(0);
      hand(oldest, gone);
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
      if (sure && !again) {
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
          pairs.add(new Pair(track, read, distance));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::distance));
    return pairs;
  }

  private List<VehicleSighting> finishLost(LotTime time) {
    List<VehicleSighting> gone = new ArrayList<>();
    for (Iterator<VehicleTrack> all = tracks.iterator(); all.hasNext(); ) {
      VehicleTrack track = all.next();
      if (track.lostAt(time, settings.lostAfter())) {
        all.remove();
        hand(track, gone);
      }
    }
    return gone;
  }

  private void hand(VehicleTrack track, List<VehicleSighting> gone) {
    if (!track.isVehicle(settings)) {
      return;
    }
    VehicleSighting sighting = track.finish(lane);
    if (!seenRecently(sighting)) {
      gone.add(sighting);
    }
  }

  // Remembers the plate in any case: a car that stands in view for minutes must not become a second
  // one.
  private boolean seenRecently(VehicleSighting sighting) {
    LotTime now = sighting.at();
    recent.removeIf(plate -> plate.until().monoMillis() < sighting.firstSeen().monoMillis());
    if (sighting.plate().number().isEmpty()) {
      return false;
    }
    String text = sighting.plate().rawText();
    boolean again = recent.stream().anyMatch(plate -> Confusables.sameMisread(plate.text(), text));
    LotTime until =
        new LotTime(
            now.utc().plus(settings.samePlateWindow()),
            now.monoMillis() + settings.samePlateWindow().toMillis(),
            now.bootId(),
            now.quality(),
            now.errorMillis());
    if (recent.size() >= MAX_RECENT) {
      recent.removeFirst();
    }
    recent.addLast(new RecentPlate(text, until));
    return again;
  }
}
