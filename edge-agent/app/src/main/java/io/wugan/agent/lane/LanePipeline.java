package io.wugan.agent.lane;

import io.wugan.core.device.Frame;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.PictureTaker;
import io.wugan.core.lane.FrameView;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.ManualPassages;
import io.wugan.core.lane.PassageFlag;
import io.wugan.core.lane.PassageTracker;
import io.wugan.core.lane.PresenceChange;
import io.wugan.core.lane.PresenceJoiner;
import io.wugan.core.lane.PresenceSettings;
import io.wugan.core.lane.ProvisionalRead;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.recognition.PlateRecognizer;
import io.wugan.core.recognition.PresenceWatch;
import io.wugan.core.session.PassageFacts;
import io.wugan.core.time.LotTime;
import io.wugan.recognition.OnnxPlateRecognizer;
import io.wugan.recognition.OpenCvPictureTaker;
import io.wugan.recognition.RecognizerSettings;
import io.wugan.recognition.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One lane from frame to sighting: recognise, follow, join what the lane's virtual loop has felt,
 * and hand out each vehicle once it has gone by. Confined to the lane's thread.
 */
public final class LanePipeline implements AutoCloseable {

  // Longer than a stalled camera needs to come back with the same vehicle.
  private static final Duration BLIND_AFTER = Duration.ofSeconds(3);

  private final PlateRecognizer recognizer;
  private final PictureTaker pictures;
  private final PassageTracker tracker;
  private final PresenceJoiner joiner;
  private final ManualPassages manual;
  private final Optional<PresenceWatch> watch;
  private @Nullable LotTime lastFrame;
  private @Nullable LotTime latest;
  private boolean present;
  private List<PlateRead> reads = List.of();
  private @Nullable LaneAim aim;

  /**
   * @param lane the lane
   * @param recognizer closed together with this
   * @param pictures takes pictures of the frames that are given in
   * @param settings how vehicles are told apart
   * @param watch tells of vehicles without a readable plate; closed together with this. Empty for
   *     none: such vehicles are then not seen
   */
  public LanePipeline(
      Lane lane,
      PlateRecognizer recognizer,
      PictureTaker pictures,
      TrackerSettings settings,
      Optional<PresenceWatch> watch) {
    this.recognizer = recognizer;
    this.pictures = pictures;
    this.tracker = new PassageTracker(lane, settings);
    this.joiner = new PresenceJoiner(lane, PresenceSettings.DEFAULT);
    this.manual = new ManualPassages(lane);
    this.watch = watch;
  }

  /**
   * A lane with the recognition and the virtual loop of this agent.
   *
   * @throws io.wugan.recognition.RecognitionException if a model or a native library is missing
   */
  public static LanePipeline open(
      Lane lane, RecognizerSettings recognition, TrackerSettings settings) {
    return new LanePipeline(
        lane,
        OnnxPlateRecognizer.open(recognition),
        new OpenCvPictureTaker(),
        settings,
        lane.geometry().virtualLoop().map(area -> new VirtualLoop(area::contains)));
  }

  /** From now on plates are measured for the aiming meter. */
  void measureInto(LaneAim meter) {
    aim = meter;
  }

  /** A passage of this lane from before a restart: its vehicle, still in view, is no other one. */
  public void remember(PassageFacts passage) {
    passage
        .plate()
        .ifPresent(plate -> tracker.remember(plate, passage.direction(), passage.ref().at()));
  }

  /** Takes a frame, which stays the caller's; gives the vehicles that have gone by. */
  public List<VehicleSighting> onFrame(Frame frame) {
    reads = recognizer.recognize(frame);
    FrameView view = new FrameView(frame.time(), frame.widthPx(), frame.heightPx());
    lastFrame = frame.time();
    latest = lastFrame;
    List<VehicleSighting> gone =
        tracker.onFrame(view, reads, quad -> takePictures(frame, quad, reads));
    watch.ifPresent(loop -> onVirtualLoop(loop.present(frame), frame.time()));
    if (manual.wantsPicture()) {
      manual.onPicture(List.of(pictures.scene(frame)));
    }
    return withManual(
        frame.time(),
        joiner.onFrame(frame.time(), tracker.views(), gone, () -> List.of(pictures.scene(frame))));
  }

  private List<EvidenceImage> takePictures(Frame frame, Quad quad, List<PlateRead> reads) {
    LaneAim meter = aim;
    if (meter != null) {
      meter.measure(frame, quad, reads);
    }
    return pictures.take(frame, quad);
  }

  private List<VehicleSighting> withManual(LotTime time, List<VehicleSighting> sensed) {
    List<VehicleSighting> unseen =
        sensed.stream().filter(each -> each.flags().contains(PassageFlag.UNSEEN)).toList();
    List<VehicleSighting> all = new ArrayList<>(sensed);
    all.addAll(manual.decide(time, tracker.views(), unseen));
    return List.copyOf(all);
  }

  private void onVirtualLoop(boolean now, LotTime at) {
    if (now != present) {
      present = now;
      joiner.onChange(new PresenceChange(TriggerSource.VIDEO, now, at));
    }
  }

  /** A frame as a picture; it stays the caller's. */
  public EvidenceImage picture(Frame frame) {
    return pictures.scene(frame);
  }

  /** What was read in the last frame. */
  List<PlateRead> reads() {
    return reads;
  }

  /** Whether the virtual loop feels a vehicle. */
  boolean isPresent() {
    return present;
  }

  /** A person at the lane has pressed the button: a vehicle passes. */
  public void onButton(LotTime at) {
    manual.onPress(at);
  }

  /** A sensor of the lane, an inductive loop say, has changed; in the order of time. */
  public void onPresence(PresenceChange change) {
    joiner.onChange(change);
  }

  /**
   * Time goes on without a frame. After three seconds what was in view has gone by, and sensors
   * alone tell of what comes.
   */
  public List<VehicleSighting> onTime(LotTime time) {
    latest = time;
    List<VehicleSighting> gone = new ArrayList<>();
    LotTime last = lastFrame;
    if (last != null && time.since(last).compareTo(BLIND_AFTER) > 0) {
      gone.addAll(tracker.finish());
      endPresence(last);
    }
    gone.addAll(withManual(time, joiner.onTime(time, tracker.views())));
    return List.copyOf(gone);
  }

  // A virtual loop sees as little as the camera does: what was on it has gone.
  private void endPresence(LotTime last) {
    if (present) {
      present = false;
      joiner.onChange(new PresenceChange(TriggerSource.VIDEO, false, last));
    }
  }

  /** What the last frame has settled about plates still in view, for displays. */
  public List<ProvisionalRead> provisional() {
    return tracker.provisional();
  }

  /** The stream has ended: every vehicle in view has gone by. */
  public List<VehicleSighting> finish() {
    List<VehicleSighting> gone = new ArrayList<>(tracker.finish());
    LotTime last = latest;
    if (last != null) {
      gone.addAll(joiner.finish(last, tracker.views()));
    }
    gone.addAll(manual.finish(tracker.views()));
    return List.copyOf(gone);
  }

  @Override
  public void close() {
    recognizer.close();
    watch.ifPresent(PresenceWatch::close);
  }
}
