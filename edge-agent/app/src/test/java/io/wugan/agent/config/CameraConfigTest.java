package io.wugan.agent.config;

import static io.wugan.agent.config.ConfigTexts.FOLDER;
import static io.wugan.agent.config.ConfigTexts.LEAST;
import static io.wugan.agent.config.ConfigTexts.good;
import static io.wugan.agent.config.ConfigTexts.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.config.AgentConfig.LiveCamera;
import io.wugan.devices.camera.CameraSettings;
import io.wugan.devices.camera.CameraSource;
import io.wugan.devices.camera.CameraSource.Mode;
import io.wugan.devices.camera.CameraSource.Transport;
import io.wugan.devices.camera.DecoderChoice;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cameras in the configuration: every kind, and what is refused. */
class CameraConfigTest {

  private static String with(String camera) {
    return LEAST.replace("camera: {file: in.mp4}", "camera: {" + camera + "}");
  }

  private static CameraSettings settings(String camera) {
    return ((LiveCamera) good(with(camera)).lanes().get(0).camera()).settings();
  }

  @Test
  void url_alone_isTcpWithoutLogin() {
    assertThat(settings("url: \"rtsp://10.0.0.5/main\""))
        .isEqualTo(
            CameraSettings.of(
                "in",
                "cam-in",
                new CameraSource.Network("rtsp://10.0.0.5/main", Transport.TCP, Optional.empty()),
                DecoderChoice.AUTO));
  }

  @Test
  void url_withEveryOption_isRead() {
    String text =
        "id: front, url: \"rtsp://[fe80::1]:8554/a?channel=1\", transport: udp, decoder: hardware,"
            + " credentialsFile: cam.login";
    assertThat(settings(text))
        .isEqualTo(
            CameraSettings.of(
                "in",
                "front",
                new CameraSource.Network(
                    "rtsp://[fe80::1]:8554/a?channel=1",
                    Transport.UDP,
                    Optional.of(FOLDER.resolve("cam.login"))),
                DecoderChoice.HARDWARE));
  }

  @Test
  void url_withPassword_isRefusedWithoutShowingIt() {
    assertThat(problems(with("url: \"rtsp://admin:s3cret@10.0.0.5/main\"")))
        .singleElement()
        .asString()
        .startsWith("f:6: error: lanes[0].camera.url: found 'rtsp://***@10.0.0.5/main'; allowed: ")
        .contains("credentialsFile")
        .doesNotContain("s3cret");
  }

  @Test
  void url_thatIsEmpty_isToldOnce() {
    assertThat(problems(with("id: front, url: "))).hasSize(1);
  }

  @Test
  void url_ofAnotherKind_isRefused() {
    for (String url : new String[] {"udp://10.0.0.5:1", "file:///etc/passwd", "rtsp:/x", "cam"}) {
      assertThat(problems(with("url: \"" + url + "\"")))
          .singleElement()
          .asString()
          .startsWith("f:6: error: lanes[0].camera.url: found '" + url + "'; allowed: rtsp://");
    }
  }

  @Test
  void device_isRead() {
    assertThat(settings("device: /dev/video0").source())
        .isEqualTo(
            new CameraSource.Device(Path.of("/dev/video0"), Optional.empty(), Optional.empty()));
    assertThat(settings("device: /dev/v4l/by-path/x, format: mjpeg, size: 1920x1080, rate: 30"))
        .extracting(CameraSettings::source)
        .isEqualTo(
            new CameraSource.Device(
                Path.of("/dev/v4l/by-path/x"),
                Optional.of("mjpeg"),
                Optional.of(new Mode(1920, 1080, 30))));
  }

  @Test
  void pi_isACommand() {
    CameraSource source =
        settings("pi: {size: 640x480, rate: 30, shutterMicros: 1000, gain: 4}").source();
    assertThat(source).isInstanceOf(CameraSource.Child.class);
    assertThat(((CameraSource.Child) source).command())
        .startsWith("rpicam-vid", "--timeout", "0")
        .containsSequence("--width", "640", "--height", "480", "--framerate", "30")
        .containsSequence("--shutter", "1000", "--gain", "4.00")
        .endsWith("--output", "-");
    assertThat(settings("pi: {}").source()).isInstanceOf(CameraSource.Child.class);
  }

  @Test
  void pi_withAnotherProgram_isRefused() {
    assertThat(problems(with("pi: {program: /bin/sh}")))
        .containsExactly(
            "f:6: error: lanes[0].camera.pi.program: found '/bin/sh'; allowed: rpicam-vid or"
                + " libcamera-vid, with path");
  }

  @Test
  void camera_withTwoSources_isRefused() {
    assertThat(problems(with("file: a.mp4, device: /dev/video0")))
        .contains(
            "f:6: error: lanes[0].camera: found file and device; allowed: exactly one of file, url,"
                + " device, pi");
  }

  @Test
  void size_thatIsNone_isRefused() {
    for (String size : new String[] {"8x8", "9999x720", "hd"}) {
      assertThat(problems(with("device: /dev/video0, size: " + size)))
          .singleElement()
          .asString()
          .startsWith("f:6: error: lanes[0].camera.size: found '" + size + "'");
    }
  }

  @Test
  void optionOfAnotherKind_isWarnedOf() {
    assertThat(problems(with("url: \"http://10.0.0.5/v\", loop: true")))
        .singleElement()
        .asString()
        .startsWith("f:6: warning: lanes[0].camera.loop");
  }
}
