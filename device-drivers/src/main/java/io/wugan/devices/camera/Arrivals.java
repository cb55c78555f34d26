package io.wugan.devices.camera;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * How the pictures of one connection come: how old they are, and whether their times and their
 * number are as they should be. Confined to the camera's thread.
 */
final class Arrivals {

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_MILLI = 1_000;

  private final StreamInput input;
  private final StreamTimes times = new StreamTimes();
  private final FreshPictures freshness = new FreshPictures();
  private final RateWatch rate;
  private boolean fresh;
  private long lagMicros;

  Arrivals(StreamInput input) {
    this.input = input;
    // Where a stream has no times of its own, FFmpeg makes up a rate as well.
    this.rate = new RateWatch(input.hasTimes() ? input.announcedRate() : 0);
  }

  /** A picture has come. */
  void note(AVFrame frame, long nanos) {
    rate.picture(nanos);
    if (input.hasTimes()) {
      lagMicros = times.lagMicros(input.streamMicros(frame), nanos / NANOS_PER_MICRO);
      fresh = true;
    } else {
      fresh = freshness.isFresh(nanos, input.waitedNanos());
    }
  }

  /** Whether the last picture may be given to the lane: its age is known. */
  boolean isFresh() {
    return fresh;
  }

  /** How long the last picture was under way beyond the usual. */
  long lagMillis() {
    return lagMicros / MICROS_PER_MILLI;
  }

  Optional<String> timesWrong(long nanos) {
    return input.hasTimes() ? times.wrong(nanos / NANOS_PER_MICRO) : Optional.empty();
  }

  Optional<String> rateWrong() {
    return rate.wrong();
  }
}
