package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes the pictures of a video file, one after the other, into one reused native buffer.
 * Confined to one thread.
 */
final class VideoReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VideoReader.class);
  private static final int DECODER_THREADS = 2;
  private static final String ALLOWED = "a video file is expected (MP4, AVI, MKV, MOV, TS)";

  private final String cameraId;
  private final Path file;
  private final FFmpegFrameGrabber grabber;

  private VideoReader(String cameraId, Path file) {
    this.cameraId = cameraId;
    this.file = file;
    this.grabber = new FFmpegFrameGrabber("file:" + file.toAbsolutePath());
    grabber.setPixelFormat(avutil.AV_PIX_FMT_BGR24);
    // A playlist inside a file must not make the board open connections.
    grabber.setOption("protocol_whitelist", "file");
    grabber.setVideoOption("threads", Integer.toString(DECODER_THREADS));
  }

  /**
   * One decoded picture, valid until the next one is decoded.
   *
   * @param streamMicros the stream's own timestamp
   * @param bgr H×W×3, BGR, 0–255, rows top down
   */
  record Picture(long streamMicros, int widthPx, int heightPx, int strideBytes, ByteBuffer bgr) {}

  /**
   * @throws DeviceException if the file is missing, a directory, no video or without video stream
   */
  static VideoReader open(String cameraId, Path file) throws DeviceException {
    if (!Files.exists(file)) {
      throw new DeviceException(cameraId, "no such file: " + file + "; " + ALLOWED);
    }
    if (Files.isDirectory(file)) {
      throw new DeviceException(cameraId, file + " is a directory; " + ALLOWED);
    }
    if (!Files.isReadable(file)) {
      throw new DeviceException(cameraId, "not allowed to read " + file);
    }
    FfmpegLog.install();
    VideoReader reader = new VideoReader(cameraId, file);
    try {
      reader.start();
      return reader;
    } catch (DeviceException e) {
      reader.close();
      throw e;
    }
  }

  private void start() throws DeviceException {
    try {
      grabber.start();
    } catch (IOException e) {
      throw new DeviceException(
          cameraId, file + " is not a video, or damaged at its beginning; " + ALLOWED, e);
    }
    // FFmpeg takes any text file for the recording of a text terminal.
    if ("tty".equals(grabber.getFormat())) {
      throw new DeviceException(cameraId, file + " is a text, not a video; " + ALLOWED);
    }
    if (!grabber.hasVideo() || grabber.getImageWidth() < 1 || grabber.getImageHeight() < 1) {
      throw new DeviceException(cameraId, file + " has no video stream; " + ALLOWED);
    }
  }

  /**
   * The next picture; empty at the end. Blocks of a damaged file that cannot be decoded are left
   * out.
   *
   * @throws DeviceException if the file cannot be read any further
   */
  Optional<Picture> grab() throws DeviceException {
    try {
      org.bytedeco.javacv.Frame decoded = grabber.grabImage();
      if (decoded == null || decoded.image == null) {
        return Optional.empty();
      }
      ByteBuffer pixels = ((ByteBuffer) decoded.image[0]).duplicate();
      pixels.clear();
      return Optional.of(
          new Picture(
              decoded.timestamp,
              decoded.imageWidth,
              decoded.imageHeight,
              decoded.imageStride,
              pixels));
    } catch (IOException e) {
      throw new DeviceException(cameraId, "cannot decode " + file + " any further", e);
    }
  }

  /**
   * Begins the file anew.
   *
   * @throws DeviceException if it cannot be opened any more
   */
  void restart() throws DeviceException {
    try {
      grabber.stop();
    } catch (IOException e) {
      throw new DeviceException(cameraId, "cannot begin " + file + " anew", e);
    }
    start();
  }

  /** Pictures per second as the container says; not to be relied upon. */
  double framesPerSecond() {
    return grabber.getVideoFrameRate();
  }

  /** Duration as the container says; 0 where it does not. */
  long announcedMicros() {
    return Math.max(0, grabber.getLengthInTime());
  }

  @Override
  public void close() {
    try {
      grabber.close();
    } catch (IOException e) {
      // The process loses nothing by it: the file was only read.
      LOG.warn("Camera {}: closing {} failed", cameraId, file, e);
    }
  }
}
