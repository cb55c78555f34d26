package io.wugan.lab.aim;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.lane.DriverDisplay;
import io.wugan.agent.lane.LaneAim;
import io.wugan.agent.lane.LanePipeline;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.core.device.FrameSource;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.devices.display.SimulatedDisplay;
import io.wugan.lab.clip.ClipScenario;
import io.wugan.lab.clip.ClipTruth;
import io.wugan.lab.scenario.RenderedCamera;
import io.wugan.recognition.RecognizerSettings;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole lane, through which one rendered car drives: what the aiming meter says of it. */
class LaneAimTest {

  private static final String SCENE =
      """
      clip: {width: 640, height: 360, fps: 10, seconds: 11, seed: 7}
      camera: {heightM: 1.8, tiltDeg: 8, yawDeg: 10, fovDeg: 40, sideM: 1.2, lineM: 5}
      vehicles: [{plate: 浙A12345}]
      """;

  @TempDir Path folder;
  private final VirtualLotClock clock =
      new VirtualLotClock(Instant.parse("2026-03-01T00:00:00Z"), "boot-1");
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new SplittableRandom(1));

  @Test
  void aCarThatPassesIsMeasured_withItsPictures() throws Exception {
    ClipScenario scene = ClipScenario.parse(SCENE);
    FrameSource camera = RenderedCamera.of(scene, clock);
    Lane lane = Lane.of("E1", LaneRole.ENTRY);
    AtomicReference<Throwable> fatal = new AtomicReference<>();
    LaneAim aim;
    try (SqliteLedger ledger = SqliteLedger.open(folder, new EventCodec("s1", "e1"), ids)) {
      LaneRunner runner =
          new LaneRunner(
              lane,
              new LaneRunner.Devices(
                  () -> camera,
                  new DriverDisplay("E1", new SimulatedDisplay("panel"), alarm -> true, clock)),
              () ->
                  LanePipeline.open(
                      lane, RecognizerSettings.defaults().forVideo(), TrackerSettings.DEFAULT),
              new PassageRecorder(
                  ledger,
                  new FileEvidenceStore(folder.resolve("evidence")),
                  new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next),
                  ids::next,
                  clock),
              clock,
              fatal::set);
      aim = runner.aim();
      runner.start();
      assertThat(runner.awaitEnd(Duration.ofMinutes(2))).isTrue();
    }

    assertThat(fatal).hasNullValue();
    LaneAim.Newest newest = aim.newest().orElseThrow();
    ClipTruth.Vehicle truth = ClipTruth.of(scene).vehicles().get(0);
    assertThat(newest.summary().plates()).isEqualTo(1);
    double widest = truth.maxPlateWidthPx().orElseThrow();
    assertThat(newest.newest().plateWidthPx()).isBetween(widest / 2, 1.05 * widest);
    assertThat(newest.pictures()).isNotEmpty();
    aim.startAnew();
    assertThat(aim.newest()).isEmpty();
  }
}
