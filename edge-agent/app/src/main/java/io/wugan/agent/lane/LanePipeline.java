package io.wugan.agent.lane;

import io.wugan.core.device.Frame;
import io.wugan.core.evidence.PictureTaker;
import io.wugan.core.lane.FrameView;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.PassageTracker;
import io.wugan.core.lane.ProvisionalRead;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.recognition.PlateRecognizer;
import java.util.List;

/**
 * One lane from frame to sighting: recognise, follow, and hand out each vehicle once it has gone
 * by. Confined to the lane's thread.
 */
public final class LanePipeline implements AutoCloseable {

  private final PlateRecognizer recognizer;
  private final PictureTaker pictures;
  private final PassageTracker tracker;

  /**
   * @param lane the lane
   * @param recognizer closed together with this
   * @param pictures takes pictures of the frames that are given in
   * @param settings how vehicles are told apart
   */
  public LanePipeline(
      Lane lane, PlateRecognizer recognizer, PictureTaker pictures, TrackerSettings settings) {
    this.recognizer = recognizer;
    this.pictures = pictures;
    this.tracker = new PassageTracker(lane, settings);
  }

  /** Takes a frame, which stays the caller's; gives the vehicles that have gone by. */
  public List<VehicleSighting> onFrame(Frame frame) {
    List<PlateRead> reads = recognizer.recognize(frame);
    FrameView view = new FrameView(frame.time(), frame.widthPx(), frame.heightPx());
    return tracker.onFrame(view, reads, quad -> pictures.take(frame, quad));
  }

  /** What the last frame has settled about plates still in view, for displays. */
  public List<ProvisionalRead> provisional() {
    return tracker.provisional();
  }

  /** The stream has ended: every vehicle in view has gone by. */
  public List<VehicleSighting> finish() {
    return tracker.finish();
  }

  @Override
  public void close() {
    recognizer.close();
  }
}
