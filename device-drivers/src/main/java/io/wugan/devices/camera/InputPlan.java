package io.wugan.devices.camera;

import io.wugan.core.device.DeviceException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avdevice;

/**
 * How FFmpeg is asked for a source (ffmpeg-protocols(1), ffmpeg-devices(1), ffmpeg-formats(1)).
 *
 * @param address what is opened; may have user and password in it, never to be logged
 * @param format demuxer; empty for whatever the data look like
 * @param options of demuxer and protocol
 * @param needsProbing whether packets must be looked at before it is known what comes
 */
record InputPlan(String address, String format, Map<String, String> options, boolean needsProbing) {

  private static final String SOCKET_MICROS =
      Long.toString(StreamInput.READ_LIMIT.toNanos() / 1000);
  private static final String USER_AGENT = "Wugan";

  InputPlan {
    options = Map.copyOf(options);
  }

  static InputPlan of(CameraSettings settings) throws DeviceException {
    CameraSource source = settings.source();
    if (source instanceof CameraSource.Network network) {
      String address = CameraAddress.withCredentials(settings.id(), network);
      return network.isRtsp() ? rtsp(address, network) : http(address);
    }
    if (source instanceof CameraSource.Device device) {
      return v4l2(settings.id(), device);
    }
    return child(((CameraSource.Child) source).format());
  }

  private static InputPlan rtsp(String address, CameraSource.Network network) {
    Map<String, String> options = live();
    options.put(
        "rtsp_transport", network.transport() == CameraSource.Transport.UDP ? "udp" : "tcp");
    options.put("allowed_media_types", "video");
    options.put("timeout", SOCKET_MICROS);
    options.put("user_agent", USER_AGENT);
    // A packet that comes late is waited for; longer waits would make every picture late.
    options.put("max_delay", "200000");
    options.put("buffer_size", "1048576");
    options.put("protocol_whitelist", "rtsp,rtp,udp,tcp");
    return new InputPlan(address, "rtsp", options, false);
  }

  private static InputPlan http(String address) {
    Map<String, String> options = live();
    options.put("rw_timeout", SOCKET_MICROS);
    options.put("user_agent", USER_AGENT);
    options.put("seekable", "0");
    options.put("icy", "0");
    // What a camera sends must not make the board open files or other connections.
    options.put("protocol_whitelist", "http,tcp");
    options.put("format_whitelist", "mpjpeg,mjpeg,jpeg_pipe,h264,hevc,mpegts");
    return new InputPlan(address, "", options, true);
  }

  private static InputPlan v4l2(String cameraId, CameraSource.Device device)
      throws DeviceException {
    try {
      avdevice.avdevice_register_all();
    } catch (LinkageError missing) {
      throw new DeviceException(cameraId, "V4L2 is missing here: " + V4L2_NEEDS, missing);
    }
    Map<String, String> options = new LinkedHashMap<>();
    device.format().ifPresent(format -> options.put("input_format", format));
    device
        .mode()
        .ifPresent(
            mode -> {
              options.put("video_size", mode.widthPx() + "x" + mode.heightPx());
              options.put("framerate", Integer.toString(mode.picturesPerSecond()));
            });
    return new InputPlan(device.device().toString(), "video4linux2", options, false);
  }

  private static InputPlan child(CameraSource.ChildFormat format) {
    Map<String, String> options = live();
    options.put("protocol_whitelist", "");
    return new InputPlan("", format.demuxer(), options, true);
  }

  private static final String V4L2_NEEDS =
      "FFmpeg's devices need the Debian packages libpulse0, libxcb1 and libxcb-shm0";

  private static Map<String, String> live() {
    Map<String, String> options = new LinkedHashMap<>();
    // The first picture soon, rather than a thorough description.
    options.put("fflags", "nobuffer+discardcorrupt");
    options.put("analyzeduration", "500000");
    options.put("probesize", "500000");
    return options;
  }

  /** What is wrong where FFmpeg does not know the format. */
  String ifFormatIsMissing() {
    return "cannot be opened: " + V4L2_NEEDS;
  }
}
