package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import io.wugan.core.device.Frame;
import io.wugan.core.device.FrameSource;
import io.wugan.core.device.FrameStamper;
import io.wugan.core.time.LotTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a recorded video as a camera (录像回放), decoded by FFmpeg. Confined to one thread.
 *
 * <ul>
 *   <li>Presentation times are the stream's own, the first picture at 0, always going forward; when
 *       the recording begins anew, they go on one picture's duration after the last.
 *   <li>All frames share one native buffer: a frame is to be closed before the next is asked for.
 *   <li>{@link Pace#REALTIME} leaves late pictures out: the newest wins. Indices count the pictures
 *       of the stream, so that a gap tells of what was left out.
 *   <li>A truncated or damaged recording gives the pictures that can be decoded and then ends, with
 *       one warning in the log; one without a single picture is refused when it is opened.
 * </ul>
 */
public final class FfmpegFileFrameSource implements FrameSource {

  private static final Logger LOG = LoggerFactory.getLogger(FfmpegFileFrameSource.class);
  private static final Duration TOLERATED_SHORTNESS = Duration.ofSeconds(1);

  private final String cameraId;
  private final FrameStamper stamper;
  private final VideoReader reader;
  private final StreamClock clock;
  private final Pacer pacer;
  private final boolean loop;
  private VideoReader.@Nullable Picture first;
  private @Nullable OpenFrame open;
  private long index;
  private long playedMicros;
  private long picturesOfRun;
  private boolean ended;
  private boolean closed;

  private FfmpegFileFrameSource(
      String cameraId, FrameStamper stamper, VideoReader reader, Pacer pacer, boolean loop) {
    this.cameraId = cameraId;
    this.stamper = stamper;
    this.reader = reader;
    this.clock = new StreamClock(reader.framesPerSecond());
    this.pacer = pacer;
    this.loop = loop;
  }

  /**
   * Opens a recording and decodes its first picture.
   *
   * @param cameraId name of the camera in the configuration
   * @param file the recording
   * @param stamper turns presentation times into instants on the lot's clock
   * @param pace how fast it is played
   * @param loop whether it begins anew at its end
   * @throws DeviceException if the file is missing, a directory, not a video, has no video stream
   *     or not one picture that can be decoded
   */
  public static FrameSource open(
      String cameraId, Path file, FrameStamper stamper, Pace pace, boolean loop)
      throws DeviceException {
    return open(cameraId, file, stamper, Pacer.of(pace), loop);
  }

  static FrameSource open(
      String cameraId, Path file, FrameStamper stamper, Pacer pacer, boolean loop)
      throws DeviceException {
    VideoReader reader = VideoReader.open(cameraId, file);
    try {
      FfmpegFileFrameSource source =
          new FfmpegFileFrameSource(cameraId, stamper, reader, pacer, loop);
      source.first =
          reader
              .grab()
              .orElseThrow(
                  () ->
                      new DeviceException(
                          cameraId, file + " has a video stream, but no picture in it"));
      return source;
    } catch (DeviceException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public String cameraId() {
    return cameraId;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Blocks for at most ten seconds where the recording is played in real time. An interrupt
   * while waiting ends the source: empty is returned, and the thread's interrupt status is set.
   *
   * @throws IllegalStateException if the frame before is still open, or the source is closed
   */
  @Override
  public Optional<Frame> next() throws DeviceException {
    if (closed) {
      throw new IllegalStateException("the frame source " + cameraId + " is closed");
    }
    if (open != null && !open.isClosed()) {
      throw new IllegalStateException(
          "frame " + open.index() + " of " + cameraId + " is still open; close it first");
    }
    while (!ended) {
      VideoReader.Picture picture = decode();
      if (picture == null) {
        break;
      }
      long pictureIndex = index++;
      Duration presentation = clock.next(picture.streamMicros());
      if (!pacer.isLate(presentation, clock.period())) {
        return give(pictureIndex, presentation, picture);
      }
    }
    ended = true;
    return Optional.empty();
  }

  private Optional<Frame> give(
      long pictureIndex, Duration presentation, VideoReader.Picture picture) {
    try {
      pacer.await(presentation);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
      return Optional.empty();
    }
    LotTime time = stamper.stamp(presentation);
    open = new OpenFrame(pictureIndex, time, picture);
    return Optional.of(open);
  }

  private VideoReader.@Nullable Picture decode() throws DeviceException {
    VideoReader.Picture picture = first;
    first = null;
    if (picture == null) {
      picture = reader.grab().orElse(null);
    }
    if (picture == null) {
      reportShortness();
      if (loop) {
        reader.restart();
        clock.restart();
        picturesOfRun = 0;
        picture = reader.grab().orElse(null);
      }
    }
    if (picture != null) {
      // Some containers tell no times: then the pictures tell how far the recording came.
      picturesOfRun++;
      long byCount = picturesOfRun * clock.period().toNanos() / 1000;
      playedMicros = Math.max(picture.streamMicros(), byCount);
    }
    return picture;
  }

  private void reportShortness() {
    long missing = reader.announcedMicros() - playedMicros;
    if (missing > TOLERATED_SHORTNESS.toNanos() / 1000) {
      LOG.warn(
          "Camera {}: the recording ends {} ms before its announced end; it is truncated or damaged",
          cameraId,
          missing / 1000);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (open != null) {
        open.close();
      }
      reader.close();
    }
  }
}
