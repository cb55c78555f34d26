package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.health.HealthSink;
import io.wugan.core.time.LotClock;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live camera that is always open: a thread of its own, {@code camera-<id>}, connects, decodes
 * and connects again for as long as the lane runs, and the lane takes the newest picture. A camera
 * that is away, hangs or dies never holds the lane up.
 *
 * <pre>
 * camera ──▶ camera-&lt;id&gt;: decode, watch ──▶ one place, the newest wins ──▶ lane-&lt;id&gt;: to BGR ──▶ Frame
 * </pre>
 *
 * Only pictures that the lane takes are converted. {@link Frame#index} counts the stream's pictures
 * over all connections, so that a gap tells how many were left out. {@link Frame#time} is the lot's
 * time, less what the picture was under way beyond the usual ({@link StreamTimes}); it never runs
 * backwards.
 *
 * <p>Confined to the lane's thread, but for {@link #light}.
 */
public final class LiveFrameSource implements FrameSource {

  private static final Logger log = LoggerFactory.getLogger(LiveFrameSource.class);

  private static final Duration NEXT_LIMIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);

  private final CameraSettings settings;
  private final PictureSlot slot = new PictureSlot();
  private final CameraStanding standing;
  private final CameraLoop loop;
  private final Thread thread;
  private final BgrPicture bgr;
  private final AVFrame taken = avutil.av_frame_alloc();
  private @Nullable OpenFrame open;
  private boolean closed;

  private LiveFrameSource(CameraSettings settings, LotClock clock, HealthSink health) {
    this.settings = settings;
    this.standing = new CameraStanding(settings, health);
    this.loop = new CameraLoop(settings, clock, slot, standing);
    this.thread = new Thread(loop, "camera-" + settings.id());
    this.bgr = new BgrPicture(settings.id());
    thread.setDaemon(true);
  }

  /**
   * Starts to look for a camera, which need not be there yet. Does not wait for it.
   *
   * @param settings which
   * @param clock what pictures are stamped with
   * @param health told how it stands
   */
  public static LiveFrameSource open(CameraSettings settings, LotClock clock, HealthSink health) {
    FfmpegLog.install();
    LiveFrameSource source = new LiveFrameSource(settings, clock, health);
    source.thread.start();
    return source;
  }

  @Override
  public String cameraId() {
    return settings.id();
  }

  /** Whether a picture is there; waits for no longer than {@code limit}. */
  @Override
  public boolean isReady(Duration limit) throws InterruptedException {
    boolean ready = slot.await(limit);
    if (!ready) {
      // The camera's thread may be held up in a look-up of a name; its silence is told all the
      // same.
      standing.look(System.nanoTime());
    }
    return ready;
  }

  /**
   * {@inheritDoc}
   *
   * <p>After {@link #isReady} said yes it does not block. Empty only after an interrupt, which
   * stays set.
   *
   * @throws DeviceException if no picture comes within ten seconds
   * @throws IllegalStateException if the frame before is still open, or the source is closed
   */
  @Override
  public Optional<Frame> next() throws DeviceException {
    if (closed) {
      throw new IllegalStateException("the camera " + settings.id() + " is closed");
    }
    if (open != null && !open.isClosed()) {
      throw new IllegalStateException(
          "frame " + open.index() + " of " + settings.id() + " is still open; close it first");
    }
    try {
      if (!slot.await(NEXT_LIMIT)) {
        throw new DeviceException(settings.id(), "no picture for " + NEXT_LIMIT.toSeconds() + " s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    Optional<PictureSlot.Taken> which = slot.take(taken);
    if (which.isEmpty()) {
      return Optional.empty();
    }
    VideoReader.Picture picture = bgr.of(taken, 0);
    avutil.av_frame_unref(taken);
    open = new OpenFrame(which.get().index(), which.get().time(), picture);
    return Optional.of(open);
  }

  /** By what light the camera sees. Thread-safe. */
  public CameraLight light() {
    return loop.light();
  }

  @Override
  public boolean isDark() {
    return light() == CameraLight.NIGHT;
  }

  /** Ends the camera's thread, and waits for it for at most four seconds. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (open != null) {
      open.close();
    }
    loop.stop();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      // It gives its memory back by itself as soon as the call returns that holds it up.
      log.warn("camera {}: its thread did not end within {}", settings.id(), CLOSE_LIMIT);
    }
    slot.close();
    bgr.close();
    avutil.av_frame_free(taken);
  }
}
