package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns decoded pictures into BGR, in one buffer of its own that follows the stream's size.
 * Confined to the lane's thread.
 */
final class BgrPicture implements AutoCloseable {

  private static final int BYTES_PER_PIXEL = 3;
  private static final int ALIGNMENT = 32; // what the vector code of swscale likes

  private final String cameraId;
  private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4L);
  private @Nullable SwsContext scaler;
  private @Nullable BytePointer buffer;
  private long bufferBytes;

  BgrPicture(String cameraId) {
    this.cameraId = cameraId;
  }

  /**
   * The picture in BGR, valid until the next call.
   *
   * @throws DeviceException if its format cannot be converted
   */
  VideoReader.Picture of(AVFrame frame, long streamMicros) throws DeviceException {
    int width = frame.width();
    int height = frame.height();
    int stride = (width * BYTES_PER_PIXEL + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    BytePointer pixels = room((long) stride * height);
    // Gives the same context again while size and format stay; frees it where they do not.
    SwsContext context =
        swscale.sws_getCachedContext(
            scaler,
            width,
            height,
            frame.format(),
            width,
            height,
            avutil.AV_PIX_FMT_BGR24,
            swscale.SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    scaler = context;
    if (context == null || context.isNull()) {
      throw new DeviceException(
          cameraId, "pictures of the pixel format " + frame.format() + " cannot be converted");
    }
    planes.put(0, pixels);
    strides.put(0, stride);
    swscale.sws_scale(context, frame.data(), frame.linesize(), 0, height, planes, strides);
    ByteBuffer bgr = pixels.limit((long) stride * height).asByteBuffer();
    return new VideoReader.Picture(streamMicros, width, height, stride, bgr);
  }

  private BytePointer room(long bytes) {
    BytePointer now = buffer;
    if (now == null || bufferBytes != bytes) {
      if (now != null) {
        now.close();
      }
      now = new BytePointer(bytes + 2 * ALIGNMENT); // vector code writes a little beyond the end
      buffer = now;
      bufferBytes = bytes;
    }
    return now;
  }

  @Override
  public void close() {
    if (scaler != null) {
      swscale.sws_freeContext(scaler);
      scaler = null;
    }
    if (buffer != null) {
      buffer.close();
      buffer = null;
    }
    planes.close();
    strides.close();
  }
}
