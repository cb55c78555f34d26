package io.wugan.devices.camera;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Videos made by FFmpeg itself: each picture is one grey, a step brighter than the one before. */
final class TestVideo {

  static final int WIDTH_PX = 160;
  static final int HEIGHT_PX = 96;
  static final int FRAMES_PER_SECOND = 25;

  private TestVideo() {}

  /** Grey level of a picture. */
  static int level(int index) {
    return 20 + index % 20 * 10;
  }

  static Path write(Path file, String format, int frames) throws IOException {
    FfmpegLog.install();
    try (FFmpegFrameRecorder recorder =
            new FFmpegFrameRecorder(file.toString(), WIDTH_PX, HEIGHT_PX);
        Frame picture = new Frame(WIDTH_PX, HEIGHT_PX, Frame.DEPTH_UBYTE, 3)) {
      recorder.setFormat(format);
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setFrameRate(FRAMES_PER_SECOND);
      recorder.setGopSize(5);
      recorder.start();
      for (int i = 0; i < frames; i++) {
        ByteBuffer pixels = (ByteBuffer) picture.image[0];
        for (int at = 0; at < pixels.capacity(); at++) {
          pixels.put(at, (byte) level(i));
        }
        recorder.record(picture);
      }
    }
    return file;
  }

  static Path writeSoundOnly(Path file) throws IOException {
    FfmpegLog.install();
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toString(), 1)) {
      recorder.setFormat("wav");
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_PCM_S16LE);
      recorder.setSampleRate(8000);
      recorder.start();
      recorder.recordSamples(8000, 1, ShortBuffer.allocate(8000));
    }
    return file;
  }
}
