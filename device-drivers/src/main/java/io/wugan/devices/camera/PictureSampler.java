package io.wugan.devices.camera;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Makes thumbnails of decoded pictures, straight from their planes, of whatever pixel format that
 * lies in plain memory. Stateless; a picture stays its owner's.
 */
final class PictureSampler {

  private static final int CHROMA_STEPS = 32;
  private static final int BYTE_BITS = 8;
  private static final int GREY = 128;

  private PictureSampler() {}

  private record Plane(ByteBuffer bytes, int stride, int step, int offset, int depth) {

    static Plane of(AVFrame frame, AVComponentDescriptor component, int heightPx) {
      int plane = component.plane();
      int stride = frame.linesize(plane);
      ByteBuffer bytes = frame.data(plane).capacity((long) stride * heightPx).asByteBuffer();
      return new Plane(bytes, stride, component.step(), component.offset(), component.depth());
    }

    int at(int x, int y) {
      int at = y * stride + x * step + offset;
      int low = Byte.toUnsignedInt(bytes.get(at));
      if (depth <= BYTE_BITS) {
        return low;
      }
      return (low | (Byte.toUnsignedInt(bytes.get(at + 1)) << BYTE_BITS)) >> (depth - BYTE_BITS);
    }
  }

  /** The thumbnail; empty where the picture is too small or its memory is not plain. */
  static Optional<Thumbnail> thumbnail(AVFrame frame) {
    AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(frame.format());
    int width = frame.width();
    int height = frame.height();
    if (format == null
        || format.isNull()
        || !Thumbnail.isLargeEnough(width, height)
        || frame.linesize(0) <= 0
        || has(format, avutil.AV_PIX_FMT_FLAG_HWACCEL)
        || has(format, avutil.AV_PIX_FMT_FLAG_BITSTREAM)
        || has(format, avutil.AV_PIX_FMT_FLAG_BE)
        || has(format, avutil.AV_PIX_FMT_FLAG_PAL)) {
      return Optional.empty();
    }
    boolean rgb = has(format, avutil.AV_PIX_FMT_FLAG_RGB);
    boolean colours = !rgb && format.nb_components() >= 3;
    // Green is nearest to brightness.
    Plane luma = Plane.of(frame, format.comp(rgb ? 1 : 0), height);
    return Optional.of(
        Thumbnail.of(width, height, luma::at, colours ? colour(frame, format) : Double.NaN));
  }

  private static boolean has(AVPixFmtDescriptor format, long flag) {
    return (format.flags() & flag) != 0;
  }

  private static double colour(AVFrame frame, AVPixFmtDescriptor format) {
    int width = frame.width() >> format.log2_chroma_w();
    int height = frame.height() >> format.log2_chroma_h();
    Plane blue = Plane.of(frame, format.comp(1), height);
    Plane red = Plane.of(frame, format.comp(2), height);
    long sum = 0;
    for (int row = 0; row < CHROMA_STEPS; row++) {
      for (int column = 0; column < CHROMA_STEPS; column++) {
        int x = column * width / CHROMA_STEPS;
        int y = row * height / CHROMA_STEPS;
        sum += Math.abs(blue.at(x, y) - GREY) + Math.abs(red.at(x, y) - GREY);
      }
    }
    return (double) sum / (CHROMA_STEPS * CHROMA_STEPS);
  }
}
