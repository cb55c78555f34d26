package io.wugan.agent.doctor;

import io.wugan.agent.config.AgentConfig.CameraConfig;
import io.wugan.agent.config.AgentConfig.CameraPace;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.agent.config.AgentConfig.LiveCamera;
import io.wugan.agent.config.AgentConfig.RecognitionConfig;
import io.wugan.agent.config.AgentConfig.RecordedCamera;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.FrameSource;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import io.wugan.devices.camera.FfmpegFileFrameSource;
import io.wugan.devices.camera.LiveFrameSource;
import io.wugan.devices.camera.Pace;
import io.wugan.recognition.RecognizerSettings;

/** A lane's camera and recognition without an agent. Stateless. */
final class Cameras {

  private Cameras() {}

  static FrameSource open(CameraConfig camera) throws DeviceException {
    LotClock clock = new SystemLotClock();
    if (camera instanceof LiveCamera live) {
      return LiveFrameSource.open(live.settings(), clock, (kind, place, wrong, detail) -> {});
    }
    RecordedCamera recorded = (RecordedCamera) camera;
    Pace pace = recorded.pace() == CameraPace.REALTIME ? Pace.REALTIME : Pace.AS_FAST_AS_POSSIBLE;
    return FfmpegFileFrameSource.open(
        recorded.id(), recorded.file(), presentation -> clock.now(), pace, recorded.loop());
  }

  static RecognizerSettings recognition(RecognitionConfig wanted) {
    RecognizerSettings settings =
        RecognizerSettings.defaults().withThreads(wanted.threads()).forVideo();
    RecognizerSettings own =
        wanted.modelDirectory().map(settings::withModelDirectory).orElse(settings);
    return wanted.localProvince().map(own::withLocalProvince).orElse(own);
  }

  static RecognizerSettings recognition(RecognitionConfig wanted, LaneConfig lane) {
    return recognition(wanted).withRegion(lane.region());
  }
}
