package io.wugan.lab.proof;

import io.wugan.agent.lane.DriverDisplay;
import io.wugan.agent.lane.LanePipeline;
import io.wugan.agent.lane.LaneRunner;
import io.wugan.agent.lane.PassageRecorder;
import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.evidence.EvidenceKind;
import io.wugan.core.evidence.PictureTaker;
import io.wugan.core.health.HealthAlarm;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.TrackerSettings;
import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import io.wugan.core.recognition.PlateRecognizer;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import io.wugan.devices.display.SimulatedDisplay;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A lane as the agent drives it, on its own thread and with a display; only the camera's pictures
 * and what is read in them are made up. A car's plate moves down the picture for {@link #IN_VIEW}.
 * Used by one thread.
 */
final class ScriptedLane implements AutoCloseable {
  static final Duration IN_VIEW = Duration.ofMillis(1500);

  private static final int WIDTH_PX = 800;
  private static final int HEIGHT_PX = 540;
  private static final Duration FRAME_LIMIT = Duration.ofSeconds(60);
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(10);

  private record Car(String plate, long fromMillis) {
    boolean isInView(LotTime time) {
      long since = time.monoMillis() - fromMillis;
      return since >= 0 && since <= IN_VIEW.toMillis();
    }

    PlateRead read(LotTime time) {
      double share = (time.monoMillis() - fromMillis) / (double) IN_VIEW.toMillis();
      double widthPx = 90 + 70 * share;
      double heightPx = widthPx * 140 / 440;
      Quad quad =
          Quad.rectangle(
              (WIDTH_PX - widthPx) / 2, 100 + 400 * share - heightPx / 2, widthPx, heightPx);
      List<CharRead> chars =
          plate.chars().mapToObj(c -> new CharRead((char) c, 0.95, '?', 0)).toList();
      return new PlateRead(
          plate,
          chars,
          PlateGrammar.categoryOf(plate, PlateColor.BLUE),
          PlateColor.BLUE,
          0.9,
          ColorSource.PIXELS,
          0.9,
          0.95,
          quad);
    }
  }

  /** A picture that nobody looks at. */
  private record Picture(long index, LotTime time) implements Frame {
    @Override
    public int widthPx() {
      return WIDTH_PX;
    }

    @Override
    public int heightPx() {
      return HEIGHT_PX;
    }

    @Override
    public int strideBytes() {
      return 3 * WIDTH_PX;
    }

    @Override
    public ByteBuffer bgr() {
      throw new UnsupportedOperationException("what is in the picture is made up");
    }

    @Override
    public void close() {}
  }

  private final Lane lane;
  private final List<Car> cars = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Optional<Frame>> frames = new ArrayBlockingQueue<>(1);
  private final Semaphore wantsFrame = new Semaphore(0);
  private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
  private final SimulatedDisplay display;
  private final LaneRunner runner;
  private long seen;

  ScriptedLane(Lane lane, PassageRecorder recorder, LotClock clock) throws InterruptedException {
    this.lane = lane;
    this.display = new SimulatedDisplay(lane.id());
    this.runner =
        new LaneRunner(
            lane,
            new LaneRunner.Devices(
                Camera::new, new DriverDisplay(lane.id(), display, ScriptedLane::alarm, clock)),
            this::pipeline,
            recorder,
            clock,
            fatal::set);
    runner.start();
    awaitLane();
  }

  private static boolean alarm(HealthAlarm alarm) {
    throw new AssertionError("this display answers always: " + alarm);
  }

  private LanePipeline pipeline() {
    return new LanePipeline(
        lane, new Reader(), new Pictures(), TrackerSettings.DEFAULT, Optional.empty());
  }

  /** A car whose plate comes into view then, on the clock's monotonic side. */
  void expect(String plate, Duration at) {
    cars.add(new Car(plate, at.toMillis()));
  }

  /** Shows the lane one frame and waits until it is done with it. */
  void see(LotTime time) throws InterruptedException {
    frames.put(Optional.of(new Picture(seen++, time)));
    awaitLane();
    cars.removeIf(car -> car.fromMillis() + IN_VIEW.toMillis() < time.monoMillis());
  }

  private void awaitLane() throws InterruptedException {
    if (!wantsFrame.tryAcquire(FRAME_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("lane " + lane.id() + " is stuck", fatal.get());
    }
  }

  /** What its driver reads now, lines joined by {@code /}. */
  String shown() {
    return String.join("/", display.lines());
  }

  @Override
  public void close() throws InterruptedException {
    frames.put(Optional.empty());
    if (!runner.awaitEnd(FRAME_LIMIT) || fatal.get() != null) {
      throw new AssertionError("lane " + lane.id() + " did not end well", fatal.get());
    }
  }

  private final class Camera implements FrameSource {
    @Override
    public String cameraId() {
      return lane.id();
    }

    @Override
    public Optional<Frame> next() throws DeviceException {
      wantsFrame.release();
      try {
        Optional<Frame> next = frames.poll(IDLE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
          throw new DeviceException(lane.id(), "the script gave no frame for " + IDLE_LIMIT);
        }
        return next;
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new DeviceException(lane.id(), "interrupted", stop);
      }
    }

    @Override
    public void close() {}
  }

  private final class Reader implements PlateRecognizer {
    @Override
    public List<PlateRead> recognize(Frame frame) {
      return cars.stream()
          .filter(car -> car.isInView(frame.time()))
          .map(car -> car.read(frame.time()))
          .toList();
    }

    @Override
    public void close() {}
  }

  private static final class Pictures implements PictureTaker {
    @Override
    public List<EvidenceImage> take(Frame frame, Quad plate) {
      return List.of(scene(frame));
    }

    @Override
    public EvidenceImage scene(Frame frame) {
      byte[] content = ("picture of " + frame.time()).getBytes(StandardCharsets.UTF_8);
      return new EvidenceImage(EvidenceKind.SCENE, frame.time(), content);
    }
  }
}
