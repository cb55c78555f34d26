package io.wugan.agent.replay;

import io.wugan.agent.lane.LanePipeline;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.core.device.DeviceException;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Plays recorded videos through a ledger, one after the other or together. Every passage is
 * captured before the next frame is looked at, so nothing depends on how fast the machine is.
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
   * Plays videos to their end, several of them together: their frames go through one by one in the
   * order of time, those of one instant in the order of the inputs.
   *
   * @return frames that went through
   * @throws DeviceException if a video cannot be read
   * @throws LedgerException if a passage cannot be captured
   */
  public long play(List<ReplayInput> inputs, ReplayListener listener)
      throws DeviceException, InterruptedException {
    List<ReplayFeed> feeds = new ArrayList<>();
    try {
      for (ReplayInput input : inputs) {
        feeds.add(open(input));
      }
      playTogether(feeds, listener);
      return feeds.stream().mapToLong(ReplayFeed::frames).sum();
    } finally {
      feeds.forEach(ReplayFeed::close);
    }
  }

  private void playTogether(List<ReplayFeed> feeds, ReplayListener listener)
      throws DeviceException, InterruptedException {
    Pacer pacer = new Pacer(settings.speed());
    Optional<ReplayFeed> next = earliest(feeds);
    while (next.isPresent()) {
      ReplayFeed feed = next.get();
      Duration at = feed.nextAt();
      pacer.await(at);
      clock.advanceTo(at);
      capture(feed.look(), pacer, listener);
      listener.progress(feed.input(), at.minus(feed.input().startsAt()), feed.frames());
      capture(feed.readOn(), pacer, listener);
      next = earliest(feeds);
    }
  }

  private static Optional<ReplayFeed> earliest(List<ReplayFeed> feeds) {
    return feeds.stream()
        .filter(ReplayFeed::hasNext)
        .min(Comparator.comparing(ReplayFeed::nextAt)); // the first of equal ones
  }

  private ReplayFeed open(ReplayInput input) throws DeviceException {
    FrameSource camera =
        FfmpegFileFrameSource.open(
            input.lane().id(),
            input.video(),
            presentation -> clock.at(input.startsAt().plus(presentation)),
            Pace.AS_FAST_AS_POSSIBLE,
            false);
    LanePipeline pipeline;
    try {
      pipeline =
          LanePipeline.open(
              input.lane(), settings.recognizer().withRegion(input.region()), settings.tracker());
    } catch (RuntimeException noModels) {
      camera.close();
      throw noModels;
    }
    return new ReplayFeed(input, camera, pipeline);
  }

  private void capture(List<VehicleSighting> gone, Pacer pacer, ReplayListener listener)
      throws InterruptedException {
    for (VehicleSighting sighting : gone) {
      Commit commit = await(sighting);
      Duration crossed = Duration.ofMillis(sighting.at().monoMillis());
      listener.captured(commit, pacer.elapsed().map(now -> now.minus(crossed)));
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
