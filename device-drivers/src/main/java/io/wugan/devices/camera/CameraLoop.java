package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.LotTime;
import java.security.SecureRandom;
import java.time.Duration;
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
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_MILLI = 1_000;

  private final CameraSettings settings;
  private final LotClock clock;
  private final PictureSlot slot;
  private final CameraStanding standing;
  private final DecoderPlan plan;
  private final GrowingWait waits = new GrowingWait(new Random(new SecureRandom().nextLong()));
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable LotTime lastTime;
  private long index;

  CameraLoop(CameraSettings settings, LotClock clock, PictureSlot slot, CameraStanding standing) {
    this.settings = settings;
    this.clock = clock;
    this.slot = slot;
    this.standing = standing;
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
        if (stopping.await(waits.next().toMillis(), TimeUnit.MILLISECONDS)) {
          log.debug("camera {}: stopped between two tries", settings.id());
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      avutil.av_frame_free(frame);
    }
  }

  private void connect(AVFrame frame) {
    long from = System.nanoTime();
    try (StreamInput input = StreamInput.open(settings, plan, this::look)) {
      standing.connected(input.announcedRate());
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
    StreamTimes times = new StreamTimes();
    FreshPictures fresh = new FreshPictures();
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
      long lagMicros = 0;
      boolean taken = true;
      if (input.hasTimes()) {
        lagMicros = times.lagMicros(input.streamMicros(frame), nanos / NANOS_PER_MICRO);
        standing.times(times.wrong(nanos / NANOS_PER_MICRO));
      } else {
        taken = fresh.isFresh(nanos, input.waitedNanos());
      }
      long number = index++;
      if (taken) {
        slot.put(frame, new PictureSlot.Taken(number, stamp(lagMicros / MICROS_PER_MILLI)));
      }
    }
  }

  // Buffered pictures may seem older than one that came before them in another connection.
  private LotTime stamp(long lagMillis) {
    LotTime now = clock.now();
    LotTime at =
        new LotTime(
            now.utc().minusMillis(lagMillis),
            now.monoMillis() - lagMillis,
            now.bootId(),
            now.quality(),
            now.errorMillis());
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
