package io.wugan.agent.lane;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.evidence.EvidenceImage;
import io.wugan.core.lane.Lane;
import io.wugan.core.lane.Passage;
import io.wugan.core.lane.PresenceChange;
import io.wugan.core.lane.PresenceSensor;
import io.wugan.core.lane.PushButton;
import io.wugan.core.lane.TriggerSource;
import io.wugan.core.lane.VehicleSighting;
import io.wugan.core.ledger.Commit;
import io.wugan.core.time.LotClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one lane for as long as the agent runs, on its own thread {@code lane-<id>}: camera,
 * loops, pipeline, ledger, display. A camera that fails is opened again, with waits that grow to
 * {@value #LONGEST_WAIT_MILLIS} ms; a recorded video that ends, ends the lane.
 *
 * <p>{@link #start}, {@link #stop} and {@link #awaitEnd} may be called by any thread; everything
 * else belongs to the lane's thread.
 */
public final class LaneRunner {

  private static final Logger log = LoggerFactory.getLogger(LaneRunner.class);
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  /** How often loops are asked, and passages captured, while no picture comes. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** So long after it has crossed a driver may still read something. */
  private static final Duration READS_FOR = Duration.ofSeconds(5);

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

  private final Lane lane;
  private final Devices devices;
  private final Supplier<LanePipeline> pipelines;
  private final PictureQueue pictures;
  private final PendingPassages pending;
  private final LotClock clock;
  private final RecordDelays delays;
  private final Consumer<Throwable> onFatal;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final FrameGaps gaps;
  private final LaneMeter meter = new LaneMeter();
  private final LaneAim aim;
  private final LaneViewer viewer = new LaneViewer();
  private final AtomicReference<@Nullable CompletableFuture<EvidenceImage>> snapshot =
      new AtomicReference<>();
  private int cameraFailures;
  private boolean loopsFeel;
  private boolean dark;
  private boolean sees;
  private final AtomicLong turns = new AtomicLong();

  /**
   * What a lane has.
   *
   * @param cameras opens its camera
   * @param sensors its inductive loops; none for most
   * @param button with which a person tells of a vehicle; none for most
   * @param signals its relays
   * @param display closed when the lane ends
   */
  public record Devices(
      CameraFactory cameras,
      List<PresenceSensor> sensors,
      Optional<PushButton> button,
      LaneSignals signals,
      DriverDisplay display) {

    public Devices {
      sensors = List.copyOf(sensors);
    }

    /** A lane with a camera and a display alone. */
    public Devices(CameraFactory cameras, DriverDisplay display) {
      this(cameras, List.of(), Optional.empty(), LaneSignals.NONE, display);
    }
  }

  /**
   * @param lane the lane
   * @param devices its devices
   * @param pipelines makes its pipeline, on the lane's thread, which owns the native memory
   * @param recorder captures passages
   * @param clock what frames are stamped with, to tell how long a passage took until its record
   * @param onFatal told, on the lane's thread, when the lane cannot go on
   */
  public LaneRunner(
      Lane lane,
      Devices devices,
      Supplier<LanePipeline> pipelines,
      PassageRecorder recorder,
      LotClock clock,
      Consumer<Throwable> onFatal) {
    this.lane = lane;
    this.aim = new LaneAim(lane.id());
    this.devices = devices;
    this.pipelines = pipelines;
    this.pictures = new PictureQueue(lane.id(), recorder);
    this.pending = new PendingPassages(lane.id(), recorder);
    this.clock = clock;
    this.delays = new RecordDelays(lane.id(), meter::captured);
    this.onFatal = onFatal;
    this.gaps = new FrameGaps(lane.id());
  }

  /** Begins; to be called once. */
  public void start() {
    Thread thread = new Thread(this::run, "lane-" + lane.id());
    thread.setDaemon(true);
    thread.start();
  }

  /** Asks the lane to finish what it has seen and end. Does not wait. */
  public void stop() {
    stopping.countDown();
  }

  /**
   * Waits for the lane's end.
   *
   * @return whether it ended within {@code limit}
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Grows as long as the lane's thread gets on; for a watchdog. */
  public long turns() {
    return turns.get();
  }

  /**
   * The board that keeps the lot knows how long a stay has lasted that a vehicle has ended here. It
   * is shown if that vehicle may still be there to read it. Any thread; does not block.
   */
  public void tellStay(Passage exit, Duration stay) {
    if (clock.now().since(exit.at()).compareTo(READS_FOR) <= 0) {
      devices.display().show(exit, stay);
    }
  }

  /** Whether the lane has ended, as with a recording that is over. */
  public boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** The lane's id. */
  public String id() {
    return lane.id();
  }

  /** Counts what the lane sees. */
  public LaneMeter meter() {
    return meter;
  }

  /** How its camera is aimed, by the plates that pass. */
  public LaneAim aim() {
    return aim;
  }

  /** Shows what the lane sees to whoever asks. */
  public LaneViewer viewer() {
    return viewer;
  }

  /** The next picture of the camera; never comes while the camera is dead. Does not block. */
  public CompletableFuture<EvidenceImage> snapshot() {
    CompletableFuture<EvidenceImage> wanted = new CompletableFuture<>();
    // Whoever asks at the same time gets the same picture.
    CompletableFuture<EvidenceImage> before = snapshot.compareAndExchange(null, wanted);
    return before == null ? wanted : before;
  }

  private void run() {
    try (LanePipeline pipeline = pipelines.get()) {
      pipeline.measureInto(aim);
      while (!stopped() && watch(pipeline)) {
        cameraFailures++;
        goOnWithoutCamera(
            pipeline,
            Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(cameraFailures - 1, 10)));
      }
      pipeline.finish().forEach(this::take);
      drain();
      delays.end().ifPresent(log::info);
    } catch (Throwable fatal) { // top of an owned thread
      log.error("lane {} stops: {}", lane.id(), fatal.getMessage(), fatal);
      onFatal.accept(fatal);
    } finally {
      devices.display().close();
      pictures.close();
      ended.countDown();
    }
  }

  /** Watches until the camera ends (false) or fails (true). */
  private boolean watch(LanePipeline pipeline) {
    try (FrameSource camera = devices.cameras().open()) {
      gaps.restart();
      while (!stopped()) {
        dark = camera.isDark();
        sense(pipeline);
        if (!camera.isReady(LOOK)) {
          onTime(pipeline);
          continue;
        }
        Optional<Frame> next = camera.next();
        if (next.isEmpty()) {
          log.info("lane {}: video of {} has ended", lane.id(), camera.cameraId());
          return false;
        }
        cameraFailures = 0;
        try (Frame frame = next.get()) {
          long from = System.nanoTime();
          List<VehicleSighting> gone = pipeline.onFrame(frame);
          viewer.offer(frame, pipeline.reads());
          meter.frame(System.nanoTime() - from);
          tellFirst();
          gone.forEach(this::take);
          pipeline.provisional().forEach(devices.display()::show);
          takeSnapshot(pipeline, frame);
          gaps.seen(frame.index(), nowMillis()).ifPresent(log::warn);
        }
        capture();
        delays.due(clock.now()).ifPresent(log::info);
      }
      return false;
    } catch (InterruptedException interrupted) {
      stop();
      Thread.currentThread().interrupt();
      return false;
    } catch (DeviceException failed) {
      if (cameraFailures == 0 || cameraFailures % 20 == 0) {
        log.error("lane {}: {}; opening it again", lane.id(), failed.getMessage());
      }
      return true;
    }
  }

  /** What an installer waits for after a start; how soon it comes is measured by it, too. */
  private void tellFirst() {
    if (!sees) {
      sees = true;
      long uptimeMillis = ManagementFactory.getRuntimeMXBean().getUptime();
      log.info("lane {}: first picture, {} ms after the program's start", lane.id(), uptimeMillis);
    }
  }

  private void sense(LanePipeline pipeline) {
    turns.incrementAndGet();
    for (PresenceSensor sensor : devices.sensors()) {
      for (PresenceChange change : sensor.changes()) {
        loopsFeel = change.present();
        pipeline.onPresence(change);
      }
    }
    devices.button().ifPresent(button -> button.presses(clock.now()).forEach(pipeline::onButton));
    devices.signals().onTurn(loopsFeel || pipeline.isPresent(), dark);
  }

  /** No picture has come for a while: time goes on all the same. */
  private void onTime(LanePipeline pipeline) {
    pipeline.onTime(clock.now()).forEach(this::take);
    capture();
  }

  private void takeSnapshot(LanePipeline pipeline, Frame frame) {
    CompletableFuture<EvidenceImage> wanted = snapshot.getAndSet(null);
    if (wanted != null) {
      wanted.complete(pipeline.picture(frame));
    }
  }

  private void take(VehicleSighting sighting) {
    meter.passage(sighting);
    aim.onSighting(sighting);
    if (sighting.trigger() == TriggerSource.VIDEO && sighting.plate().isPresent()) {
      devices.sensors().forEach(PresenceSensor::onVehicleSeen);
    }
    CompletableFuture<Passage> kept = pictures.keep(sighting);
    pending.add(kept);
    // Captured at once where the disk is as quick as it should be, and not with the next frame:
    // there may be none for long.
    PictureQueue.awaitBriefly(kept);
    capture();
  }

  private void capture() {
    for (Commit commit : pending.poll(nowMillis())) {
      log.info("lane {}: {}", lane.id(), CommitLine.of(commit));
      delays.captured(commit, clock.now());
      commit.change().passage().ifPresent(devices.signals()::onCaptured);
      devices.display().show(commit);
    }
  }

  private void drain() {
    long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
    capture();
    while (!pending.isEmpty() && System.nanoTime() < deadline) {
      parkBriefly();
      capture();
    }
    if (!pending.isEmpty()) {
      log.error("lane {}: {} passages could not be captured", lane.id(), pending.size());
    }
  }

  private boolean stopped() {
    return stopping.getCount() == 0;
  }

  /** While the camera is down, loops tell of vehicles, and what was seen before is captured. */
  private void goOnWithoutCamera(LanePipeline pipeline, long millis) {
    for (long left = millis; left > 0 && !stopped(); left -= LOOK.toMillis()) {
      pause(Math.min(left, LOOK.toMillis()));
      sense(pipeline);
      onTime(pipeline);
    }
  }

  private void pause(long millis) {
    @Nullable InterruptedException interrupted = null;
    try {
      if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
        log.debug("lane {}: stopped while its camera was down", lane.id());
      }
    } catch (InterruptedException e) {
      interrupted = e;
    }
    if (interrupted != null) {
      stop();
      Thread.currentThread().interrupt();
    }
  }

  private static long nowMillis() {
    return System.nanoTime() / 1_000_000;
  }

  private static void parkBriefly() {
    java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
  }
}
