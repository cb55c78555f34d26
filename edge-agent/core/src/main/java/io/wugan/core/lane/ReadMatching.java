package io.wugan.core.lane;

import io.wugan.core.plate.PlateRead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which read of a frame belongs to which vehicle in view: the best fitting pair first. Distances
 * are told in plate widths from where the vehicle is expected. Distances in standard deviations of
 * the filter were tried as well, and joined one car's plate to the next car's more often.
 */
final class ReadMatching {

  // Beyond this many plate widths a read belongs to another vehicle: a plate is a quarter of a
  // car's width.
  private static final double GATE_WIDTHS = 1.8;
  // Two vehicles in one frame closer than this would overlap: one plate was detected twice.
  private static final double DOUBLE_DETECTION_OVERLAP = 0.3;

  private final Lane lane;
  private final TrackerSettings settings;

  private record Pair(VehicleTrack track, PlateRead read, double misfit) {}

  ReadMatching(Lane lane, TrackerSettings settings) {
    this.lane = lane;
    this.settings = settings;
  }

  /** The reads that are worth following: sure, large enough, on the lane, each plate once. */
  List<PlateRead> usable(FrameView frame, List<PlateRead> reads) {
    List<PlateRead> kept = new ArrayList<>();
    for (PlateRead read : reads) {
      boolean again =
          kept.stream().anyMatch(k -> k.quad().boxOverlap(read.quad()) > DOUBLE_DETECTION_OVERLAP);
      if (isUsable(frame, read) && !again) {
        kept.add(read);
      }
    }
    return kept;
  }

  private boolean isUsable(FrameView frame, PlateRead read) {
    double widthPx = read.quad().widthPx();
    return read.detectionConfidence() >= settings.minDetectionConfidence()
        && read.plateConfidence() >= settings.minPlateConfidence()
        && widthPx > 0
        && widthPx >= settings.minPlateWidthPx()
        && lane.geometry().contains(frame, read.quad().center());
  }

  /** Each read with its vehicle; a read of a vehicle that has just come has none. */
  Map<PlateRead, VehicleTrack> match(
      FrameView frame, List<VehicleTrack> tracks, List<PlateRead> reads) {
    Map<PlateRead, VehicleTrack> placed = new LinkedHashMap<>();
    Set<VehicleTrack> taken = new HashSet<>();
    for (Pair pair : pairs(frame, tracks, reads)) {
      if (!taken.contains(pair.track()) && !placed.containsKey(pair.read())) {
        placed.put(pair.read(), pair.track());
        taken.add(pair.track());
      }
    }
    return placed;
  }

  private static List<Pair> pairs(
      FrameView frame, List<VehicleTrack> tracks, List<PlateRead> reads) {
    List<Pair> pairs = new ArrayList<>();
    for (VehicleTrack track : tracks) {
      for (PlateRead read : reads) {
        double distance = track.distanceTo(frame.time(), read);
        if (distance <= GATE_WIDTHS) {
          pairs.add(new Pair(track, read, distance + track.strangeness(read)));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::misfit));
    return pairs;
  }
}
