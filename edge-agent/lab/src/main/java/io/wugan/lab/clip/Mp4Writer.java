package io.wugan.lab.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Writes frames as H.264 in MP4 with evenly spaced timestamps, by libopenh264 in one thread and
 * without dates or version names, so that the same frames give the same file. Confined to one
 * thread.
 */
final class Mp4Writer implements FrameSink, AutoCloseable {

  private final Path file;
  private final ClipSettings clip;
  private final FFmpegFrameRecorder recorder;
  private final Frame frame;

  /**
   * @param kbitPerS bit rate aimed at, kbit/s
   */
  Mp4Writer(Path file, ClipSettings clip, int kbitPerS) throws IOException {
    this.file = file;
    this.clip = clip;
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    recorder = new FFmpegFrameRecorder(file.toFile(), clip.widthPx(), clip.heightPx(), 0);
    recorder.setFormat("mp4");
    recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
    recorder.setVideoCodecName("libopenh264");
    recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(clip.fps());
    recorder.setGopSize(clip.fps() * 4);
    recorder.setVideoBitrate(kbitPerS * 1000);
    recorder.setVideoOption("threads", "1");
    recorder.setVideoOption("slices", "1");
    recorder.setVideoOption("allow_skip_frames", "0");
    recorder.setVideoOption("flags", "+bitexact");
    recorder.setOption("fflags", "+bitexact");
    recorder.setOption("movflags", "+faststart");
    frame = new Frame(clip.widthPx(), clip.heightPx(), Frame.DEPTH_UBYTE, 3);
    try {
      recorder.start();
    } catch (FFmpegFrameRecorder.Exception e) {
      throw new IOException("cannot encode " + file, e);
    }
  }

  @Override
  public void frame(int index, double timeS, byte[] bgr) throws IOException {
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    int row = clip.widthPx() * 3;
    for (int y = 0; y < clip.heightPx(); y++) {
      pixels.position(y * frame.imageStride);
      pixels.put(bgr, y * row, row);
    }
    pixels.rewind();
    try {
      recorder.record(frame, avutil.AV_PIX_FMT_BGR24);
    } catch (FFmpegFrameRecorder.Exception e) {
      throw new IOException("cannot encode frame " + index + " of " + file, e);
    }
  }

  @Override
  public void close() throws IOException {
    try (frame) {
      recorder.close();
    } catch (FFmpegFrameRecorder.Exception e) {
      throw new IOException("cannot finish " + file, e);
    }
  }
}
