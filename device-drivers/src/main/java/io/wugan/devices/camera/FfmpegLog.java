package io.wugan.devices.camera;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads FFmpeg's messages into the log instead of standard error. FFmpeg reports every damaged
 * block, so that even its errors stand at DEBUG; what is wrong with a video is said once by the
 * source. User and password in an address are not shown. Thread-safe: FFmpeg calls from its own
 * threads.
 */
final class FfmpegLog extends LogCallback {

  private static final Logger LOG = LoggerFactory.getLogger(FfmpegLog.class);

  private static final int MOST_CHARS = 200;

  // FFmpeg keeps a native pointer to the callback; this reference keeps the callback alive.
  private static final FfmpegLog INSTANCE = new FfmpegLog();

  private FfmpegLog() {}

  /** Takes effect for the whole process; idempotent. */
  static void install() {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    avutil.setLogCallback(INSTANCE);
  }

  @Override
  public void call(int level, BytePointer message) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("FFmpeg: {}", CameraAddress.masked(message.getString().strip()));
    }
  }

  /** What an error code of FFmpeg means, in its own words; those end at 200 characters. */
  static String words(int error) {
    byte[] text = new byte[MOST_CHARS];
    avutil.av_strerror(error, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
