package io.wugan.agent.replay;

import io.wugan.agent.lane.LanePipeline;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.evidence.EvidenceStore;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.ledger.Commit;
import io.wugan.core.ledger.Ledger;
import io.wugan.core.ledger.LedgerException;
import io.wugan.core.session.MatchSettings;
import io.wugan.core.session.SessionKeeper;
import io.wugan.core.time.TimeOrderedIds;
import io.wugan.core.time.VirtualLotClock;
import io.wugan.devices.camera.FfmpegFileFrameSource;
import io.wugan.devices.camera.Pace;
import io.wugan.recognition.RecognizerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Plays recorded videos one after the other through a ledger. Every passage is captured before the
 * next frame is looked at, so nothing depends on how fast the machine is.
 */
public final class Replay {

  private static final long COMMIT_LIMIT_SECONDS = 60;

  private final VirtualLotClock clock;
  private final PassageRecorder recorder;
  private final ReplaySettings settings;

  /**
   * How to replay.
   *
   * @param recognizer plate recognition
   * @param tracker how vehicles are told apart
   * @param matching how an exit finds its session
   * @param maxStay a session open for longer is closed without an exit
   * @param speed times real time; 0 for as fast as possible
   */
  public record ReplaySettings(
      RecognizerSettings recognizer,
      TrackerSettings tracker,
      MatchSettings matching,
      Duration maxStay,
      double speed) {}

  /**
   * @param clock moved along with the videos
   * @param ledger captures passages
   * @param evidence keeps pictures
   * @param ids ids of everything that is made; seeded where a replay is to repeat
   * @param settings how to replay
   */
  public Replay(
      VirtualLotClock clock,
      Ledger ledger,
      EvidenceStore evidence,
      TimeOrderedIds ids,
      ReplaySettings settings) {
    this.clock = clock;
    this.settings = settings;
    SessionKeeper keeper = new SessionKeeper(settings.matching(), settings.maxStay(), ids::next);
    this.recorder = new PassageRecorder(ledger, evidence, keeper, ids::next, clock);
  }

  /**
   * Plays a video to its end.
   *
   * @return frames that went through
   * @throws DeviceException if the video cannot be read
   * @throws LedgerException if a passage cannot be captured
   */
  public long play(ReplayInput input, ReplayListener listener)
      throws DeviceException, InterruptedException {
    Pacer pacer = new Pacer(settings.speed());
    long frames = 0;
    try (FrameSource camera =
            FfmpegFileFrameSource.open(
                input.lane().id(),
                input.video(),
                presentation -> clock.advanceTo(input.startsAt().plus(presentation)),
                Pace.AS_FAST_AS_POSSIBLE,
                false);
        LanePipeline pipeline = pipeline(input)) {
      Optional<Frame> next = camera.next();
      while (next.isPresent()) {
        try (Frame frame = next.get()) {
          Duration position = Duration.ofMillis(frame.time().monoMillis()).minus(input.startsAt());
          pacer.await(position);
          capture(pipeline.onFrame(frame), listener);
          listener.progress(input, position, ++frames);
        }
        next = camera.next();
      }
      capture(pipeline.finish(), listener);
    }
    return frames;
  }

  private LanePipeline pipeline(ReplayInput input) {
    return LanePipeline.open(input.lane(), settings.recognizer(), settings.tracker());
  }

  private void capture(List<VehicleSighting> gone, ReplayListener listener)
      throws InterruptedException {
    for (VehicleSighting sighting : gone) {
      listener.captured(await(sighting));
    }
  }

  private Commit await(VehicleSighting sighting) throws InterruptedException {
    try {
      return recorder.submit(recorder.keep(sighting)).get(COMMIT_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new LedgerException("passage not captured: " + failed.getMessage(), failed);
    } catch (TimeoutException late) {
      throw new LedgerException("passage not captured within " + COMMIT_LIMIT_SECONDS + " s", late);
    }
  }
}
