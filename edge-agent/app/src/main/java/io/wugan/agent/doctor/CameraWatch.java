package io.wugan.agent.doctor;

import io.wugan.agent.aim.ShareQuad;
import io.wugan.agent.config.AgentConfig;
import io.wugan.agent.config.AgentConfig.LaneConfig;
import io.wugan.core.aim.AimFigures;
import io.wugan.core.aim.AimSummary;
import io.wugan.core.aim.AimWindow;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.time.LotTime;
import io.wugan.recognition.OnnxPlateRecognizer;
import io.wugan.recognition.OpenCvPictureTaker;
import io.wugan.recognition.PlateAim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches a lane's camera for a while without an agent: how its pictures come, and how the plates
 * in them stand. Confined to one thread.
 */
final class CameraWatch {

  private static final Duration FIRST_LIMIT = Duration.ofSeconds(12);
  private static final double LEAST_CONFIDENCE = 0.6;
  private static final double AS_WIDE = 0.85;

  /** A picture with a clearly wider plate takes the place of the last: encoding costs time. */
  private static final double WIDER = 1.1;

  /** A plate that stands before the camera is measured so often and no oftener. */
  private static final long MEASURE_EVERY_NANOS = 250_000_000L;

  private final List<Long> arrivals = new ArrayList<>();
  private final Map<String, List<Measured>> measured = new LinkedHashMap<>();
  private final OpenCvPictureTaker pictures = new OpenCvPictureTaker();
  private final long began = System.nanoTime();
  private long measuredAt;
  private long firstIndex = -1;
  private long lastIndex;
  private String size = "";
  private @Nullable ScenePicture scene;
  private double sceneWidestPx;

  /**
   * What came.
   *
   * @param pictures how many
   * @param firstMillis from opening to the first one
   * @param perSecond how many a second after that
   * @param jitterMillis how much longer than the median interval 95 % of them took at most
   * @param dropped pictures that the source counted and did not give
   * @param size width and height
   * @param look aim and a picture
   */
  record Seen(
      int pictures,
      long firstMillis,
      double perSecond,
      double jitterMillis,
      long dropped,
      String size,
      LaneLook look) {}

  private record Measured(AimFigures figures, LotTime at) {}

  private CameraWatch() {}

  /**
   * Watches; blocks for {@code time} and at most twelve seconds before the first picture.
   *
   * @throws DeviceException if no picture comes
   */
  static Seen watch(AgentConfig config, LaneConfig lane, Duration time)
      throws DeviceException, InterruptedException {
    CameraWatch watch = new CameraWatch();
    try (FrameSource camera = Cameras.open(lane.camera());
        OnnxPlateRecognizer recognizer =
            OnnxPlateRecognizer.open(Cameras.recognition(config.recognition(), lane))) {
      if (!camera.isReady(FIRST_LIMIT)) {
        throw new DeviceException(
            camera.cameraId(), "no picture within " + FIRST_LIMIT.toSeconds() + " s");
      }
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() - end < 0 && watch.step(camera, recognizer)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
    return watch.seen();
  }

  private boolean step(FrameSource camera, OnnxPlateRecognizer recognizer)
      throws DeviceException, InterruptedException {
    if (!camera.isReady(Duration.ofMillis(500))) {
      return true;
    }
    Optional<Frame> next = camera.next();
    if (next.isEmpty()) {
      return false;
    }
    try (Frame frame = next.get()) {
      arrivals.add(System.nanoTime());
      firstIndex = firstIndex < 0 ? frame.index() : firstIndex;
      lastIndex = frame.index();
      size = frame.widthPx() + "x" + frame.heightPx();
      measure(frame, recognizer.recognize(frame));
    }
    return true;
  }

  private void measure(Frame frame, List<PlateRead> reads) {
    List<PlateRead> sure =
        reads.stream()
            .filter(read -> read.grammatical() && read.confidence() >= LEAST_CONFIDENCE)
            .toList();
    double widest = sure.stream().mapToDouble(read -> read.quad().widthPx()).max().orElse(0);
    if (scene == null || widest > WIDER * sceneWidestPx) {
      scene = picture(frame, reads);
      sceneWidestPx = widest;
    }
    long now = System.nanoTime();
    if (!sure.isEmpty() && now - measuredAt >= MEASURE_EVERY_NANOS) {
      measuredAt = now;
      for (PlateRead read : sure) {
        PlateAim.measure(frame, read)
            .ifPresent(
                figures ->
                    measured
                        .computeIfAbsent(read.text(), plate -> new ArrayList<>())
                        .add(new Measured(figures, frame.time())));
      }
    }
  }

  // A plate counts where it is about as large as it gets: far away is not where it is read.
  private Optional<AimSummary> aim() {
    AimWindow window = new AimWindow();
    for (List<Measured> plate : measured.values()) {
      double widest =
          plate.stream().mapToDouble(each -> each.figures().plateWidthPx()).max().orElse(0);
      plate.stream()
          .filter(each -> each.figures().plateWidthPx() >= AS_WIDE * widest)
          .forEach(each -> window.add(each.figures(), each.at()));
    }
    return window.summary();
  }

  private ScenePicture picture(Frame frame, List<PlateRead> reads) {
    byte[] jpeg = pictures.scene(frame).jpeg();
    List<Quad> plates =
        reads.stream()
            .map(read -> ShareQuad.of(read.quad(), frame.widthPx(), frame.heightPx()))
            .toList();
    return new ScenePicture(new ScenePicture.Bytes(jpeg), plates);
  }

  private Seen seen() {
    int count = arrivals.size();
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      gaps.add(arrivals.get(i) - arrivals.get(i - 1));
    }
    gaps.sort(null);
    double median = gaps.isEmpty() ? 0 : gaps.get(gaps.size() / 2) / 1e6;
    double slow = gaps.isEmpty() ? 0 : gaps.get((int) (0.95 * (gaps.size() - 1))) / 1e6;
    double seconds = count < 2 ? 0 : (arrivals.get(count - 1) - arrivals.get(0)) / 1e9;
    return new Seen(
        count,
        count == 0 ? -1 : (arrivals.get(0) - began) / 1_000_000,
        seconds == 0 ? 0 : (count - 1) / seconds,
        slow - median,
        count == 0 ? 0 : lastIndex - firstIndex + 1 - count,
        size,
        new LaneLook(aim(), Optional.ofNullable(scene)));
  }
}
