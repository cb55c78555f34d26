package io.wugan.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.core.testing.Reads;
import io.wugan.core.testing.Tracking;
import io.wugan.core.time.VirtualLotClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * What stands still is a sign, a timestamp or a parked car; what can hardly be read opens no
 * session.
 */
class MinimumTravelTest {

  private static final Lane ENTRY = Lane.of("E1", LaneRole.ENTRY);
  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T00:00:00Z"), "boot");

  private List<VehicleSighting> play(TrackerSettings settings, IntFunction<Reads> frames) {
    PassageTracker tracker = new PassageTracker(ENTRY, settings);
    for (int i = 0; i < 30; i++) {
      tracker.onFrame(
          new FrameView(clock.at(Duration.ofMillis(100L * i)), 800, 540),
          List.of(frames.apply(i).read()),
          quad -> List.of());
    }
    return tracker.finish();
  }

  private static Reads at(double centerX, double widthPx) {
    return Reads.of("浙A12345").at(centerX, 300, widthPx);
  }

  @Test
  void plate_tremblingInOnePlace_isNoPassage() {
    assertThat(play(TrackerSettings.DEFAULT, i -> at(400 + 20 * Math.sin(i), 120))).isEmpty();
  }

  @Test
  void plate_crossingTheView_isOne() {
    assertThat(play(TrackerSettings.DEFAULT, i -> at(400 + 5 * i, 120))).hasSize(1);
  }

  @Test
  void plate_comingStraightAtTheCamera_isOne() {
    assertThat(play(TrackerSettings.DEFAULT, i -> at(400, 60 + 2 * i))).hasSize(1);
  }

  @Test
  void plate_stillWithoutLeastTravel_isOne() {
    assertThat(play(Tracking.withTravel(0), i -> at(400, 120))).hasSize(1);
  }

  @Test
  void plate_hardlyReadable_isNoPlateWithCandidates() {
    List<VehicleSighting> seen =
        play(TrackerSettings.DEFAULT, i -> at(400 + 5 * i, 120).withConfidence(0.2));
    assertThat(seen)
        .singleElement()
        .satisfies(
            sighting -> {
              assertThat(sighting.number()).isEmpty();
              assertThat(sighting.plate().orElseThrow().candidates()).isNotEmpty();
            });
  }
}
