package io.wugan.agent.config;

import io.wugan.agent.config.AgentConfig.CameraConfig;
import io.wugan.agent.config.AgentConfig.CameraPace;
import io.wugan.agent.config.AgentConfig.LiveCamera;
import io.wugan.agent.config.AgentConfig.RecordedCamera;
import io.wugan.devices.camera.CameraAddress;
import io.wugan.devices.camera.CameraSettings;
import io.wugan.devices.camera.CameraSource;
import io.wugan.devices.camera.CameraSource.ChildFormat;
import io.wugan.devices.camera.CameraSource.Mode;
import io.wugan.devices.camera.CameraSource.Transport;
import io.wugan.devices.camera.DecoderChoice;
import io.wugan.devices.camera.PiCamera;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code lanes[].camera}: a recording, or one of the kinds of live cameras. */
final class CameraReader {

  private static final String ONE_OF = "exactly one of file, url, device, pi";
  private static final Pattern URL =
      Pattern.compile("(rtsp|http)://[A-Za-z0-9.\\[\\]:_-]+(/[^\\s]*)?");
  private static final String URL_ALLOWED =
      "rtsp://HOST[:PORT]/PATH (H.264, H.265) or http://HOST[:PORT]/PATH (MJPEG), without user and"
          + " password; those go into credentialsFile";
  static final Pattern DEVICE = Pattern.compile("/dev/\\S+");
  private static final Pattern FORMAT = Pattern.compile("[a-z0-9]{2,16}");
  private static final Pattern SIZE = Pattern.compile("([0-9]{2,4})x([0-9]{2,4})");
  private static final String SIZE_ALLOWED = "WIDTHxHEIGHT such as 1280x720, each 16 to 8192";
  private static final Pattern PROGRAM =
      Pattern.compile("(/(?:[^\\s/]+/)*)?(rpicam-vid|libcamera-vid)");

  private final ConfigSection lane;
  private final ConfigSection camera;
  private final String laneId;
  private final Function<String, Path> paths;

  /**
   * @param lane the lane's section
   * @param laneId its id, which gives the camera's where that is not said
   * @param paths takes relative paths from the file's folder
   */
  CameraReader(ConfigSection lane, String laneId, Function<String, Path> paths) {
    this.lane = lane;
    this.camera = lane.section("camera");
    this.laneId = laneId;
    this.paths = paths;
  }

  CameraConfig read() {
    String id = camera.text("id", "cam-" + laneId, ConfigReader.ID, ConfigReader.ID_ALLOWED);
    List<String> kinds = List.of("file", "url", "device", "pi");
    List<String> given = kinds.stream().filter(camera::has).toList();
    if (given.size() != 1) {
      lane.error("camera", given.isEmpty() ? "nothing" : String.join(" and ", given), ONE_OF);
    }
    return switch (given.isEmpty() ? "file" : given.get(0)) {
      case "url" -> live(id, network());
      case "device" -> live(id, device());
      case "pi" -> live(id, pi(camera.section("pi")));
      default -> recorded(id);
    };
  }

  private CameraConfig recorded(String id) {
    String file = camera.text("file", "", ConfigReader.ANY, "a recorded video");
    return new RecordedCamera(
        id,
        paths.apply(file),
        camera.flag("loop", false),
        camera.choice("pace", CameraPace.REALTIME));
  }

  private CameraConfig live(String id, CameraSource source) {
    DecoderChoice decoder = camera.choice("decoder", DecoderChoice.AUTO);
    // A wrong id was told; a device's name must be one all the same.
    String lanePlace = ConfigReader.ID.matcher(laneId).matches() ? laneId : "lane";
    String cameraPlace = ConfigReader.ID.matcher(id).matches() ? id : "camera";
    return new LiveCamera(CameraSettings.of(lanePlace, cameraPlace, source, decoder));
  }

  private CameraSource network() {
    return new CameraSource.Network(
        checkedUrl(camera),
        camera.choice("transport", Transport.TCP),
        TlsReader.path(camera, "credentialsFile", paths));
  }

  /** The address of a network camera. */
  static String checkedUrl(ConfigSection camera) {
    String url = camera.require("url", ConfigReader.ANY, URL_ALLOWED);
    // Nothing at all was told already. The error must not show the password that it complains of.
    if (url.isEmpty()) {
      return url;
    }
    if (CameraAddress.hasUserInfo(url) || !URL.matcher(url).matches()) {
      camera.error("url", "'" + CameraAddress.masked(url) + "'", URL_ALLOWED);
    }
    return url;
  }

  private CameraSource device() {
    String path = camera.require("device", DEVICE, "/dev/video0 or /dev/v4l/by-path/…");
    String format =
        camera.text("format", "", FORMAT, "mjpeg, yuyv422, h264 or another name of FFmpeg's");
    return new CameraSource.Device(
        Path.of(path), format.isEmpty() ? Optional.empty() : Optional.of(format), mode(camera));
  }

  private static CameraSource pi(ConfigSection pi) {
    PiCamera standard = PiCamera.DEFAULT;
    String program =
        pi.text("program", standard.program(), PROGRAM, "rpicam-vid or libcamera-vid, with path");
    return new PiCamera(
            program,
            pi.choice("format", ChildFormat.H264),
            mode(pi).orElse(standard.mode()),
            pi.integer("shutterMicros", standard.shutterMicros(), 0, 1_000_000),
            pi.number("gain", standard.gain(), 0, 64))
        .source();
  }

  // Size and rate go together: a camera asked for one alone is asked for the standard other.
  private static Optional<Mode> mode(ConfigSection section) {
    int rate = section.integer("rate", PiCamera.DEFAULT.mode().picturesPerSecond(), 1, 240);
    String size = section.text("size", "", SIZE, SIZE_ALLOWED);
    Matcher found = SIZE.matcher(size);
    if (!found.matches()) {
      return section.has("rate") && size.isEmpty()
          ? Optional.of(
              new Mode(PiCamera.DEFAULT.mode().widthPx(), PiCamera.DEFAULT.mode().heightPx(), rate))
          : Optional.empty();
    }
    int width = Integer.parseInt(found.group(1));
    int height = Integer.parseInt(found.group(2));
    if (width < 16 || width > 8192 || height < 16 || height > 8192) {
      section.error("size", "'" + size + "'", SIZE_ALLOWED);
      return Optional.empty();
    }
    return Optional.of(new Mode(width, height, rate));
  }
}
