package io.wugan.devices.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thumbnails of pictures as FFmpeg's decoders give them. */
class PictureSamplerTest {

  private static AVFrame frame(int format, int widthPx, int heightPx) {
    AVFrame frame = avutil.av_frame_alloc();
    frame.format(format).width(widthPx).height(heightPx);
    assertThat(avutil.av_frame_get_buffer(frame, 0)).isZero();
    return frame;
  }

  private static void fill(AVFrame frame, int plane, int heightPx, int... pattern) {
    BytePointer bytes = frame.data(plane);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < frame.linesize(plane); x++) {
        bytes.put((long) y * frame.linesize(plane) + x, (byte) pattern[x % pattern.length]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "YUV420P, 60",
    "NV12, 60",
    "YUYV422, 60",
    "YUV420P10, 60",
    "GRAY8, NaN",
    "BGR24, NaN"
  })
  void pictureOfAnyFormat_hasItsBrightnessAndColour(String name, double colour) {
    int format = avutil.av_get_pix_fmt(name.toLowerCase(java.util.Locale.ROOT));
    AVFrame frame = frame(format, 192, 108);
    switch (name) {
      case "YUV420P" -> {
        fill(frame, 0, 108, 77);
        fill(frame, 1, 54, 108);
        fill(frame, 2, 54, 168);
      }
      case "NV12" -> {
        fill(frame, 0, 108, 77);
        fill(frame, 1, 54, 108, 168);
      }
      case "YUYV422" -> fill(frame, 0, 108, 77, 108, 77, 168);
      case "YUV420P10" -> {
        fill(frame, 0, 108, (77 * 4) & 0xFF, (77 * 4) >> 8);
        fill(frame, 1, 54, (108 * 4) & 0xFF, (108 * 4) >> 8);
        fill(frame, 2, 54, (168 * 4) & 0xFF, (168 * 4) >> 8);
      }
      case "GRAY8" -> fill(frame, 0, 108, 77);
      default -> fill(frame, 0, 108, 10, 77, 200);
    }
    Thumbnail thumbnail = PictureSampler.thumbnail(frame).orElseThrow();
    assertThat(thumbnail.mean()).isCloseTo(77, within(0.01));
    assertThat(thumbnail.range()).isZero();
    assertThat(Double.valueOf(thumbnail.colour())).isEqualTo(Double.valueOf(colour));
    avutil.av_frame_free(frame);
  }

  @Test
  void pictureThatIsTooSmall_hasNone() {
    AVFrame frame = frame(avutil.AV_PIX_FMT_YUV420P, 64, 48);
    assertThat(PictureSampler.thumbnail(frame)).isEmpty();
    avutil.av_frame_free(frame);
  }

  @Test
  void onePixelThatDiffers_givesAnotherFingerprint() {
    AVFrame frame = frame(avutil.AV_PIX_FMT_YUV420P, 192, 108);
    for (int plane = 0; plane < 3; plane++) {
      fill(frame, plane, plane == 0 ? 108 : 54, 90);
    }
    long before = PictureSampler.thumbnail(frame).orElseThrow().fingerprint();
    assertThat(PictureSampler.thumbnail(frame).orElseThrow().fingerprint()).isEqualTo(before);
    long sampledRow = 108 / (2L * 72); // the first of them
    frame.data(0).put(sampledRow * frame.linesize(0) + 50, (byte) 91);
    assertThat(PictureSampler.thumbnail(frame).orElseThrow().fingerprint()).isNotEqualTo(before);
    avutil.av_frame_free(frame);
  }
}
