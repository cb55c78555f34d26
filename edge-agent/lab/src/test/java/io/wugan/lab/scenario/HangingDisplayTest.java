package io.wugan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.lane.DriverDisplay;
import io.wugan.agent.lane.LanePipeline;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.core.device.Display;
import io.wugan.core.device.FrameSource;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.LaneRole;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.session.SessionState;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.lab.clip.ClipScenario;
import io.wugan.recognition.RecognizerSettings;
import io.wugan.sync.contract.EventCodec;
import io.wugan.sync.evidence.FileEvidenceStore;
import io.wugan.sync.ledger.LedgerView;
import io.wugan.sync.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A37, a whole lane: its display hangs from the first read on, and the vehicle is captured. */
class HangingDisplayTest {

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

  /** Never comes back from its first call until it is let go. */
  private static final class HangingDisplay implements Display {
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    @Override
    public void show(List<String> lines) {
      called.countDown();
      try {
        assertThat(letGo.await(5, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  @Test
  void lane_whoseDisplayHangs_capturesTheVehicle_andEnds() throws Exception {
    HangingDisplay led = new HangingDisplay();
    AtomicReference<Throwable> fatal = new AtomicReference<>();
    Lane lane = Lane.of("E1", LaneRole.ENTRY);
    FrameSource camera = RenderedCamera.of(ClipScenario.parse(SCENE), clock);
    try (SqliteLedger ledger = SqliteLedger.open(folder, new EventCodec("s1", "e1"), ids)) {
      PassageRecorder recorder =
          new PassageRecorder(
              ledger,
              new FileEvidenceStore(folder.resolve("evidence")),
              new SessionKeeper(MatchSettings.DEFAULT, Duration.ofDays(30), ids::next),
              ids::next,
              clock);
      LaneRunner runner =
          new LaneRunner(
              lane,
              new LaneRunner.Devices(
                  () -> camera, new DriverDisplay("E1", led, alarm -> true, clock)),
              () ->
                  LanePipeline.open(
                      lane, RecognizerSettings.defaults().forVideo(), TrackerSettings.DEFAULT),
              recorder,
              clock,
              fatal::set);
      runner.start();

      assertThat(runner.awaitEnd(Duration.ofMinutes(2))).isTrue();
    }
    assertThat(fatal).hasNullValue();
    assertThat(led.called.getCount()).as("the display was called").isZero();
    try (LedgerView view = LedgerView.open(folder)) {
      assertThat(view.listSessions(SessionState.OPEN, 9))
          .extracting(session -> session.plate().map(PlateNumber::text).orElse("NOPLATE"))
          .containsExactly("浙A12345");
    }
    led.letGo.countDown();
  }
}
