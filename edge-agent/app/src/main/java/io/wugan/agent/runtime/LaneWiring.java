package io.wugan.agent.runtime;

import io.wugan.agent.aim.AimStore;
import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.AgentConfig.CameraConfig;
import io.wugan.agent.config.AgentConfig.CameraPace;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.config.AgentConfig.LiveCamera;
import io.wugan.agent.config.AgentConfig.RecognitionConfig;
import io.wugan.agent.config.AgentConfig.RecordedCamera;
import io.wugan.agent.lane.CameraFactory;
import io.wugan.agent.lane.LanePipeline;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.core.health.HealthBook;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.time.LotClock;
import io.wugan.devices.camera.FfmpegFileFrameSource;
import io.wugan.devices.camera.LiveFrameSource;
import io.wugan.devices.camera.Pace;
import io.wugan.recognition.OnnxPlateRecognizer;
import io.wugan.recognition.RecognizerSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the lanes of a configuration together with their devices. Starts nothing. */
final class LaneWiring {

  private static final Logger log = LoggerFactory.getLogger(LaneWiring.class);

  private final AgentConfig config;
  private final PassageRecorder recorder;
  private final HealthBook health;
  private final ContactWiring contacts;
  private final LotClock clock;
  private final Consumer<Throwable> onFatal;

  /**
   * @param config what lanes there are
   * @param recorder captures their passages
   * @param health told what is wrong with their devices
   * @param contacts inputs and outputs of the board
   * @param clock stamps frames and alarms
   * @param onFatal told when a lane cannot go on
   */
  LaneWiring(
      AgentConfig config,
      PassageRecorder recorder,
      HealthBook health,
      ContactWiring contacts,
      LotClock clock,
      Consumer<Throwable> onFatal) {
    this.config = config;
    this.recorder = recorder;
    this.health = health;
    this.contacts = contacts;
    this.clock = clock;
    this.onFatal = onFatal;
  }

  /**
   * Loads the models once, to know that they are there.
   *
   * @throws io.wugan.recognition.RecognitionException if one is missing or damaged
   */
  static void checkModels(RecognitionConfig recognition) {
    OnnxPlateRecognizer.open(recognizerSettings(recognition)).close();
  }

  /** The lanes, not started. */
  List<LaneRunner> lanes() {
    LaneDisplays displays = new LaneDisplays(config, health.events(), clock);
    List<LaneRunner> lanes = new ArrayList<>();
    for (LaneConfig lane : config.lanes()) {
      LaneRunner runner =
          new LaneRunner(
              lane.lane(), devices(lane, displays), () -> pipeline(lane), recorder, clock, onFatal);
      watchAim(runner);
      lanes.add(runner);
    }
    return lanes;
  }

  private void watchAim(LaneRunner lane) {
    lane.aim().tellDrift(health);
    try {
      new AimStore(new DataFolder(config.data()).aims())
          .find(lane.id())
          .ifPresent(accepted -> lane.aim().accept(accepted.summary()));
    } catch (IOException broken) {
      log.warn("lane {}: no drift of its camera is told: {}", lane.id(), broken.getMessage());
    }
  }

  private LaneRunner.Devices devices(LaneConfig lane, LaneDisplays displays) {
    return new LaneRunner.Devices(
        camera(lane.camera()),
        contacts.sensors(lane),
        contacts.button(lane),
        contacts.signals(lane),
        displays.of(lane));
  }

  private LanePipeline pipeline(LaneConfig lane) {
    List<PassageFacts> before =
        RecentPassages.of(new DataFolder(config.data()).ledger(), lane.lane().id(), clock.now());
    LanePipeline pipeline =
        LanePipeline.open(
            lane.lane(),
            recognizerSettings(config.recognition()).withRegion(lane.region()),
            config.tracker());
    before.forEach(pipeline::remember);
    return pipeline;
  }

  private static RecognizerSettings recognizerSettings(RecognitionConfig wanted) {
    RecognizerSettings settings =
        RecognizerSettings.defaults().withThreads(wanted.threads()).forVideo();
    RecognizerSettings own =
        wanted.modelDirectory().map(settings::withModelDirectory).orElse(settings);
    return wanted.localProvince().map(own::withLocalProvince).orElse(own);
  }

  private CameraFactory camera(CameraConfig camera) {
    if (camera instanceof LiveCamera live) {
      return () -> LiveFrameSource.open(live.settings(), clock, health);
    }
    RecordedCamera recorded = (RecordedCamera) camera;
    Pace pace = recorded.pace() == CameraPace.REALTIME ? Pace.REALTIME : Pace.AS_FAST_AS_POSSIBLE;
    // A recorded video stands in for a camera here: its pictures are taken now.
    return () ->
        FfmpegFileFrameSource.open(
            recorded.id(), recorded.file(), presentation -> clock.now(), pace, recorded.loop());
  }
}
