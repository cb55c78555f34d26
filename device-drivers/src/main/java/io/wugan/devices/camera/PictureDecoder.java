package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.PointerPointer;

/** Makes pictures of packets. Confined to the camera's thread. */
final class PictureDecoder implements AutoCloseable {

  // Larger ones than 8K come from damaged headers, and would take the board's memory.
  private static final long MOST_PIXELS = 8192L * 4352;

  private final AVCodecContext context;
  private final boolean hardware;

  private PictureDecoder(AVCodecContext context, boolean hardware) {
    this.context = context;
    this.hardware = hardware;
  }

  /**
   * The decoder of a stream.
   *
   * @throws DeviceException if there is none
   */
  static PictureDecoder open(CameraSettings settings, AVCodecParameters stream, DecoderPlan plan)
      throws DeviceException {
    int codecId = stream.codec_id();
    String board = hardwareName(codecId);
    if (!board.isEmpty() && plan.triesHardware()) {
      AVCodec codec = avcodec.avcodec_find_decoder_by_name(board);
      if (codec != null && !codec.isNull()) {
        AVCodecContext context = opened(codec, stream);
        if (!context.isNull()) {
          return new PictureDecoder(context, true);
        }
      }
      plan.hardwareFailed("no decoder of the board, " + board + ", is in reach");
    }
    AVCodec codec = avcodec.avcodec_find_decoder(codecId);
    AVCodecContext context =
        codec == null || codec.isNull() ? new AVCodecContext(null) : opened(codec, stream);
    if (context.isNull()) {
      throw new DeviceException(
          settings.id(),
          settings.source().label()
              + " sends "
              + avcodec.avcodec_get_name(codecId).getString()
              + ", which cannot be decoded; allowed: H.264, H.265 or MJPEG");
    }
    return new PictureDecoder(context, false);
  }

  // The stateful decoders of V4L2, as the Raspberry Pi 4 has one for H.264.
  private static String hardwareName(int codecId) {
    return switch (codecId) {
      case avcodec.AV_CODEC_ID_H264 -> "h264_v4l2m2m";
      case avcodec.AV_CODEC_ID_HEVC -> "hevc_v4l2m2m";
      default -> "";
    };
  }

  private static AVCodecContext opened(AVCodec codec, AVCodecParameters stream) {
    AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
    avcodec.avcodec_parameters_to_context(context, stream);
    context.max_pixels(MOST_PIXELS);
    // Threads by pictures would give each picture out a picture later, and threads by slices make
    // wrong pictures of H.264 with several slices (FFmpeg 8.1.2), as many cameras send it.
    context.thread_count(1);
    context.flags(context.flags() | avcodec.AV_CODEC_FLAG_LOW_DELAY);
    if (avcodec.avcodec_open2(context, codec, (PointerPointer<?>) null) < 0) {
      avcodec.avcodec_free_context(context);
    }
    return context;
  }

  boolean isHardware() {
    return hardware;
  }

  /** Takes a packet. One that makes no sense is dropped: the next key picture helps. */
  void send(AVPacket packet) {
    avcodec.avcodec_send_packet(context, packet);
  }

  /**
   * Gives the next picture.
   *
   * @return whether there was one; if not, packets are wanted
   */
  boolean receive(AVFrame into) {
    while (avcodec.avcodec_receive_frame(context, into) >= 0) {
      boolean damaged = (into.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
      if (!damaged && into.width() > 0 && into.height() > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    if (!context.isNull()) {
      avcodec.avcodec_free_context(context);
    }
  }
}
