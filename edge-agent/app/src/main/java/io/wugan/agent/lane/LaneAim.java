package io.wugan.agent.lane;

import io.wugan.agent.aim.ShareQuad;
import io.wugan.core.aim.AimFigures;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.aim.AimWindow;
import io.wugan.core.device.Frame;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;
import io.wugan.recognition.PlateAim;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a lane's camera is aimed, by the plates that pass: each is measured in the frame of which its
 * picture is taken anyway, a few times a vehicle, and counts once it has passed.
 *
 * <p>Told by the lane's thread; {@link #newest}, {@link #accept} and {@link #startAnew} by any.
 * Never blocks.
 */
public final class LaneAim {

  private static final Logger log = LoggerFactory.getLogger(LaneAim.class);

  /** The width of plates may go so far from what was accepted before the camera counts as moved. */
  public static final double MOST_DRIFT = 0.25;

  /** A single car that is parked askew is no drift. */
  private static final int ENOUGH_FOR_DRIFT = 10;

  // Measured, and not yet known to belong to a vehicle that passed.
  private static final int MOST_CANDIDATES = 32;

  /**
   * What the last plates were like.
   *
   * @param summary their medians
   * @param newest figures of the newest one
   * @param pictures its pictures: the scene, and the plate where there is one
   * @param plates all plates of that frame, in shares of its width and height
   */
  public record Newest(
      AimSummary summary, AimFigures newest, List<EvidenceImage> pictures, List<Quad> plates) {
    public Newest {
      pictures = List.copyOf(pictures);
      plates = List.copyOf(plates);
    }

    /** The scene; empty where there is none. */
    public Optional<EvidenceImage> scene() {
      return pictures.stream()
          .filter(picture -> picture.kind() == EvidenceKind.SCENE)
          .filter(picture -> picture.ref().takenAt().equals(summary.last()))
          .findFirst();
    }
  }

  private record Candidate(LotTime at, Quad quad, AimFigures figures, List<Quad> plates) {}

  private final String laneId;
  private boolean failing; // belongs to the lane
  private final AimWindow window = new AimWindow();
  private final ArrayDeque<Candidate> candidates = new ArrayDeque<>();
  private volatile @Nullable Newest newest;
  private volatile @Nullable AimSummary accepted;
  private volatile @Nullable HealthSink health;
  private volatile boolean anew;

  /**
   * @param laneId for alarms
   */
  public LaneAim(String laneId) {
    this.laneId = laneId;
  }

  /** From now on a drift from what is accepted is told. */
  public void tellDrift(HealthSink sink) {
    health = sink;
  }

  /** What plates were like when the lane was signed off; later ones are held against it. */
  public void accept(AimSummary summary) {
    accepted = summary;
    judge();
  }

  /** What was accepted; empty before that. */
  public Optional<AimSummary> accepted() {
    return Optional.ofNullable(accepted);
  }

  /** Plates that have passed so far do not count any more: the camera is being aimed. */
  public void startAnew() {
    anew = true;
    newest = null;
  }

  /** What the last plates were like; empty before the first. */
  public Optional<Newest> newest() {
    return Optional.ofNullable(newest);
  }

  /**
   * A picture of a vehicle is taken in a frame: its plate is measured. What cannot be measured is
   * left out: no figure is worth a vehicle.
   */
  void measure(Frame frame, Quad quad, List<PlateRead> reads) {
    try {
      for (PlateRead read : reads) {
        if (read.quad().equals(quad)) {
          PlateAim.measure(frame, read).ifPresent(found -> add(frame, quad, found, reads));
          return;
        }
      }
    } catch (RuntimeException fault) { // of a library of pictures; the lane has to go on
      if (!failing) {
        failing = true;
        log.error("lane {}: plates cannot be measured for the aiming meter", laneId, fault);
      }
    }
  }

  private void add(Frame frame, Quad quad, AimFigures figures, List<PlateRead> reads) {
    if (candidates.size() == MOST_CANDIDATES) {
      candidates.removeFirst();
    }
    List<Quad> plates =
        reads.stream()
            .map(read -> ShareQuad.of(read.quad(), frame.widthPx(), frame.heightPx()))
            .toList();
    candidates.addLast(new Candidate(frame.time(), quad, figures, plates));
  }

  /** A vehicle has passed: what was measured of it counts. */
  void onSighting(VehicleSighting sighting) {
    if (anew) {
      window.clear();
      anew = false;
    }
    if (sighting.number().isEmpty() || sighting.plate().isEmpty()) {
      return; // what could not be read may not have been a plate
    }
    Quad quad = sighting.plate().get().quad();
    Optional<Candidate> own =
        candidates.stream()
            .filter(candidate -> isPictured(candidate, sighting))
            .min(
                Comparator.comparingDouble(
                    candidate -> candidate.quad().center().distanceTo(quad.center())));
    own.ifPresent(candidate -> count(candidate, sighting));
  }

  private static boolean isPictured(Candidate candidate, VehicleSighting sighting) {
    return sighting.pictures().stream()
        .anyMatch(picture -> picture.ref().takenAt().equals(candidate.at()));
  }

  private void count(Candidate own, VehicleSighting sighting) {
    candidates.remove(own);
    window.add(own.figures(), own.at());
    window
        .summary()
        .ifPresent(
            summary ->
                newest = new Newest(summary, own.figures(), sighting.pictures(), own.plates()));
    judge();
  }

  private void judge() {
    HealthSink sink = health;
    AimSummary then = accepted;
    Newest now = newest;
    if (sink == null || then == null || now == null || now.summary().plates() < ENOUGH_FOR_DRIFT) {
      return;
    }
    double drift = now.summary().widthDrift(then);
    sink.set(
        HealthKind.CAMERA_MOVED,
        HealthPlace.lane(laneId),
        Math.abs(drift) > MOST_DRIFT,
        String.format(
            Locale.ROOT,
            "plates are %.0f px wide, %.0f px when accepted: %+.0f %%",
            now.summary().medians().plateWidthPx(),
            then.medians().plateWidthPx(),
            100 * drift));
  }
}
