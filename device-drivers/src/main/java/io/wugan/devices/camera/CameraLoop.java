package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import io.wugan.core.health.HealthKind;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a camera's thread does: connect, decode, hand over, and again after a wait, until it is
 * stopped. The one owner of the connection's native memory.
 *
 * <p>A failure is told at the first try, then at every twentieth, then when pictures come again.
 */
final class CameraLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(CameraLoop.class);

  private static final int TOLD_EVERY = 20;
  private static final Duration STEADY = Duration.ofSeconds(10);
  // A camera whose encoder hangs may come back with a new connection.
  private static final Duration FROZEN_RECONNECT = Duration.ofMinutes(1);
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long LOOK_MILLIS = 200;
  private static final long PERIOD_NANOS = PictureWatch.PERIOD_MILLIS * NANOS_PER_MILLI;

  private final CameraSettings settings;
  private final LotClock clock;
  private final PictureSlot slot;
  private final CameraStanding standing;
  private final DecoderPlan plan;
  private final GrowingWait waits;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final PictureWatch watch = new PictureWatch();
  private volatile CameraLight light = CameraLight.UNKNOWN;
  private long lastWatched = System.nanoTime() - PERIOD_NANOS;
  private long frozenSince = System.nanoTime();
  private @Nullable LotTime lastTime;
  private long index;

  CameraLoop(CameraSettings settings, LotClock clock, PictureSlot slot, CameraStanding standing) {
    this.settings = settings;
    this.clock = clock;
    this.slot = slot;
    this.standing = standing;
    this.waits = new GrowingWait(new Random(new SecureRandom().nextLong()), settings.longestWait());
    this.plan = new DecoderPlan(settings.id(), settings.decoder());
  }

  /** Ends it, from any thread. Does not wait. */
  void stop() {
    stopping.countDown();
  }

  private boolean stopped() {
    return stopping.getCount() == 0;
  }

  /** Asked many times a second while FFmpeg waits. */
  private boolean look() {
    standing.look(System.nanoTime());
    return stopped();
  }

  @Override
  public void run() {
    AVFrame frame = avutil.av_frame_alloc();
    try {
      while (!stopped()) {
        connect(frame);
        pause(waits.next());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      avutil.av_frame_free(frame);
    }
  }

  // That no picture comes is told in its time, also between two tries.
  private void pause(Duration length) throws InterruptedException {
    long until = System.nanoTime() + length.toNanos();
    long left = length.toMillis();
    while (left > 0 && !stopping.await(Math.min(left, LOOK_MILLIS), TimeUnit.MILLISECONDS)) {
      standing.look(System.nanoTime());
      left = (until - System.nanoTime()) / NANOS_PER_MILLI;
    }
  }

  private void connect(AVFrame frame) {
    long from = System.nanoTime();
    try (StreamInput input = StreamInput.open(settings, plan, this::look)) {
      standing.connected();
      play(input, frame);
    } catch (DeviceException failed) {
      broken(String.valueOf(failed.getMessage()), from);
    } catch (Throwable fault) { // top of an owned thread
      log.error("camera {}: connecting again after a fault", settings.id(), fault);
      standing.failed(String.valueOf(fault));
      if (fault instanceof Error error && !(error instanceof LinkageError)) {
        throw error;
      }
    }
  }

  private void broken(String problem, long from) {
    if (stopped()) {
      return;
    }
    standing.failed(problem);
    if (System.nanoTime() - from > STEADY.toNanos() && standing.hasPictures()) {
      waits.reset(); // it went well for a while
    }
    if (waits.tries() % TOLD_EVERY == 0) {
      log.warn("camera {}; connecting again", problem);
    } else {
      log.debug("camera {}", problem);
    }
  }

  private void play(StreamInput input, AVFrame frame) throws DeviceException {
    Arrivals arrivals = new Arrivals(input);
    boolean first = true;
    while (!stopped()) {
      input.read(frame);
      long nanos = System.nanoTime();
      if (first) {
        first = false;
        log.info(
            "camera {}: pictures of {} x {} from {}",
            settings.id(),
            frame.width(),
            frame.height(),
            settings.source().label());
      }
      standing.picture(nanos);
      arrivals.note(frame, nanos);
      watch(frame, nanos, arrivals);
      long number = index++;
      if (arrivals.isFresh()) {
        LotTime time = stamp(arrivals.lagMillis());
        slot.put(frame, new PictureSlot.Taken(number, time));
      }
    }
  }

  private void watch(AVFrame frame, long nanos, Arrivals arrivals) throws DeviceException {
    if (nanos - lastWatched < PERIOD_NANOS) {
      return;
    }
    lastWatched = nanos;
    PictureSampler.thumbnail(frame).ifPresent(seen -> watch.look(seen, nanos / NANOS_PER_MILLI));
    Map<HealthKind, String> wrong = watch.wrong();
    standing.seen(wrong, arrivals.timesWrong(nanos), arrivals.rateWrong());
    light = watch.light();
    if (!wrong.containsKey(HealthKind.CAMERA_FROZEN)) {
      frozenSince = nanos;
    } else if (nanos - frozenSince > FROZEN_RECONNECT.toNanos()) {
      frozenSince = nanos;
      throw new DeviceException(
          settings.id(), settings.source().label() + " sends the same picture again and again");
    }
  }

  /** By what light the camera sees; for any thread. */
  CameraLight light() {
    return light;
  }

  // Buffered pictures may seem older than one that came before them in another connection.
  private LotTime stamp(long lagMillis) {
    LotTime at = clock.now().minus(Duration.ofMillis(lagMillis));
    LotTime before = lastTime;
    if (before != null
        && before.bootId().equals(at.bootId())
        && before.monoMillis() > at.monoMillis()) {
      at = before;
    }
    lastTime = at;
    return at;
  }
}
