package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a camera: packets in, decoded pictures out. Every wait has a limit. Confined to
 * the camera's thread, which owns all its native memory.
 */
final class StreamInput implements AutoCloseable {

  /** Longest time from the first packet of a connection to its description. */
  static final Duration OPEN_LIMIT = Duration.ofSeconds(10);

  /** Longest wait for the next packet. */
  static final Duration READ_LIMIT = Duration.ofSeconds(5);

  /** Longest time in which packets come and no picture can be made of them. */
  static final Duration PICTURE_LIMIT = Duration.ofSeconds(8);

  private static final double MICROS = 1_000_000;

  private final CameraSettings settings;
  private final DecoderPlan plan;
  private final CallLimit limit;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private AVFormatContext format = avformat.avformat_alloc_context();
  private @Nullable ChildCamera child;
  private @Nullable PictureDecoder decoder;
  private int streamIndex;
  private double microsPerTick;
  private double announcedRate;
  private long waitedNanos;
  private long lastPictureNanos;

  private StreamInput(CameraSettings settings, DecoderPlan plan, BooleanSupplier stopping) {
    this.settings = settings;
    this.plan = plan;
    this.limit = new CallLimit(stopping);
  }

  /**
   * Connects; blocks for at most twice {@link #OPEN_LIMIT}, but for the look-up of a name.
   *
   * @param plan what decodes, as far as is known by now
   * @param stopping ends every wait
   * @throws DeviceException if there is no such camera, or it gives no video
   */
  static StreamInput open(CameraSettings settings, DecoderPlan plan, BooleanSupplier stopping)
      throws DeviceException {
    StreamInput input = new StreamInput(settings, plan, stopping);
    boolean open = false;
    try {
      input.connect();
      open = true;
      return input;
    } finally {
      if (!open) {
        input.close();
      }
    }
  }

  private void connect() throws DeviceException {
    InputPlan input = InputPlan.of(settings);
    limit.guard(format);
    if (settings.source() instanceof CameraSource.Child wanted) {
      ChildCamera started = ChildCamera.start(settings.id(), wanted, limit);
      child = started;
      format.pb(started.bytes());
    }
    limit.arm(OPEN_LIMIT);
    openInput(input);
    if (input.needsProbing() || videoStream() < 0) {
      limit.arm(OPEN_LIMIT);
      check(
          avformat.avformat_find_stream_info(format, (PointerPointer<?>) null),
          "does not say what it sends");
    }
    streamIndex = videoStream();
    if (streamIndex < 0) {
      throw fault("sends no video; allowed: H.264, H.265 or MJPEG", "");
    }
    AVStream stream = format.streams(streamIndex);
    AVRational base = stream.time_base();
    microsPerTick = MICROS * base.num() / Math.max(1, base.den());
    announcedRate = rate(stream.avg_frame_rate());
    decoder = PictureDecoder.open(settings, stream.codecpar(), plan);
    lastPictureNanos = System.nanoTime();
  }

  private void openInput(InputPlan input) throws DeviceException {
    AVDictionary options = new AVDictionary(null);
    input.options().forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
    try {
      AVInputFormat demuxer = null;
      if (!input.format().isEmpty()) {
        demuxer = avformat.av_find_input_format(input.format());
        if (demuxer == null || demuxer.isNull()) {
          throw fault(input.ifFormatIsMissing(), "");
        }
      }
      check(
          avformat.avformat_open_input(format, input.address(), demuxer, options),
          "cannot be opened");
    } finally {
      avutil.av_dict_free(options);
    }
  }

  private int videoStream() {
    return avformat.av_find_best_stream(
        format, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
  }

  private static double rate(AVRational rate) {
    return rate.den() > 0 && rate.num() > 0 ? (double) rate.num() / rate.den() : 0;
  }

  /**
   * Reads until there is a picture.
   *
   * @param into takes it; what it had before is given back
   * @throws DeviceException if the stream ends, fails, says nothing for {@link #READ_LIMIT}, or
   *     says nothing that becomes a picture for {@link #PICTURE_LIMIT}
   */
  void read(AVFrame into) throws DeviceException {
    PictureDecoder decoding = decoder;
    if (decoding == null) {
      throw new IllegalStateException("the stream of " + settings.id() + " is not open");
    }
    waitedNanos = 0;
    while (!decoding.receive(into)) {
      if (System.nanoTime() - lastPictureNanos > PICTURE_LIMIT.toNanos()) {
        plan.noPictures(decoding.isHardware());
        throw fault("sends data, but no picture for " + PICTURE_LIMIT.toSeconds() + " s", "");
      }
      limit.arm(READ_LIMIT);
      long from = System.nanoTime();
      int result = avformat.av_read_frame(format, packet);
      waitedNanos += System.nanoTime() - from;
      if (result < 0) {
        throw readFault(result);
      }
      if (packet.stream_index() == streamIndex) {
        decoding.send(packet);
      }
      avcodec.av_packet_unref(packet);
    }
    lastPictureNanos = System.nanoTime();
  }

  private DeviceException readFault(int result) {
    ChildCamera running = child;
    String more = running == null ? "" : running.story();
    if (result == avutil.AVERROR_EOF()) {
      return fault("has ended its stream", more);
    }
    if (limit.isOver()) {
      return fault("says nothing for " + READ_LIMIT.toSeconds() + " s", more);
    }
    return fault("its stream breaks off: " + FfmpegLog.words(result), more);
  }

  private void check(int result, String problem) throws DeviceException {
    if (result >= 0) {
      return;
    }
    ChildCamera running = child;
    String words = limit.isOver() ? "no answer in time" : FfmpegLog.words(result);
    throw fault(problem + ": " + words, running == null ? "" : running.story());
  }

  private DeviceException fault(String problem, String more) {
    String text = settings.source().label() + " " + problem + (more.isEmpty() ? "" : "; " + more);
    return new DeviceException(settings.id(), text);
  }

  /** How long the last {@link #read} waited for the camera: little for what had been buffered. */
  long waitedNanos() {
    return waitedNanos;
  }

  /** Whether pictures carry times of the camera's own. */
  boolean hasTimes() {
    return settings.source() instanceof CameraSource.Device
        || (settings.source() instanceof CameraSource.Network network && network.isRtsp());
  }

  /**
   * The stream's own time of a picture in microseconds; {@link Long#MIN_VALUE} where it has none.
   */
  long streamMicros(AVFrame frame) {
    long ticks = frame.best_effort_timestamp();
    return ticks == avutil.AV_NOPTS_VALUE ? Long.MIN_VALUE : (long) (ticks * microsPerTick);
  }

  /** Pictures per second as the stream says, which may be wrong; 0 where it does not. */
  double announcedRate() {
    return announcedRate;
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
      decoder = null;
    }
    limit.arm(Duration.ofSeconds(1)); // RTSP says good-bye
    if (!format.isNull()) {
      avformat.avformat_close_input(format);
    }
    if (child != null) {
      child.close();
      child = null;
    }
    if (!packet.isNull()) {
      avcodec.av_packet_free(packet);
    }
    limit.close();
  }
}
