package io.wugan.devices.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wugan.core.device.Frame;
import io.wugan.core.health.HealthKind;
import io.wugan.core.time.LotClock;
import io.wugan.core.time.SystemLotClock;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live camera against a real server on the loopback, and against a real child process. */
class LiveFrameSourceTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final LotClock clock = new SystemLotClock();
  private final HealthRecord health = new HealthRecord();

  @TempDir private Path folder;

  private LiveFrameSource open(CameraSource source) {
    CameraSettings settings =
        CameraSettings.of("in", "cam-in", source, DecoderChoice.AUTO)
            .withLongestWait(Duration.ofSeconds(1));
    return LiveFrameSource.open(settings, clock, health);
  }

  private static CameraSource.Network http(String url) {
    return new CameraSource.Network(url, CameraSource.Transport.TCP, Optional.empty());
  }

  private static boolean comes(LiveFrameSource camera) throws Exception {
    if (!camera.isReady(LOOK)) {
      return false;
    }
    try (Frame frame = camera.next().orElseThrow()) {
      return frame.widthPx() > 0;
    }
  }

  private static void awaitPicture(LiveFrameSource camera) {
    await().atMost(SOON).until(() -> comes(camera));
  }

  @Test
  void mjpeg_newestPicture_isGivenInBgrWithItsTime() throws Exception {
    try (MjpegServer server = MjpegServer.start();
        LiveFrameSource camera = open(http(server.url()))) {
      awaitPicture(camera);
      await().atMost(SOON).until(() -> camera.isReady(LOOK));
      try (Frame frame = camera.next().orElseThrow()) {
        assertThat(frame.widthPx()).isEqualTo(160);
        assertThat(frame.heightPx()).isEqualTo(96);
        assertThat(frame.bgr().isDirect()).isTrue();
        int corner = 90 * frame.strideBytes() + 3 * 150;
        assertThat(Byte.toUnsignedInt(frame.bgr().get(corner))).isBetween(25, 55);
        assertThat(Byte.toUnsignedInt(frame.bgr().get(corner + 1))).isBetween(75, 105);
        assertThat(clock.now().since(frame.time())).isLessThan(Duration.ofSeconds(5));
        assertThatThrownBy(camera::next).isInstanceOf(IllegalStateException.class);
      }
      assertThat(server.requests().get(0)).startsWith("GET /video").doesNotContain("Authorization");
    }
  }

  @Test
  void slowLane_getsTheNewest_andTheIndexTellsWhatWasLeftOut() throws Exception {
    try (MjpegServer server = MjpegServer.start();
        LiveFrameSource camera = open(http(server.url()))) {
      awaitPicture(camera);
      await().atMost(SOON).until(() -> camera.isReady(LOOK));
      long before;
      try (Frame frame = camera.next().orElseThrow()) {
        before = frame.index();
      }
      long from = System.nanoTime();
      await()
          .pollDelay(Duration.ofMillis(800))
          .until(() -> System.nanoTime() - from >= 800_000_000L);
      try (Frame frame = camera.next().orElseThrow()) {
        assertThat(frame.index() - before).isBetween(8L, 40L);
      }
    }
  }

  @Test
  void absentCamera_neverHoldsTheLaneUp_andComesLater() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (LiveFrameSource camera = open(http("http://127.0.0.1:" + port + "/video"))) {
      long from = System.nanoTime();
      assertThat(camera.isReady(LOOK)).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
      await()
          .atMost(Duration.ofSeconds(8))
          .until(() -> !comes(camera) && health.isWrong(HealthKind.CAMERA_SILENT));
      assertThat(health.detail(HealthKind.CAMERA_SILENT))
          .startsWith("in cam-in: no picture for 4 s")
          .contains("refused");
      try (MjpegServer server = MjpegServer.start(port)) {
        assertThat(server.port()).isEqualTo(port);
        awaitPicture(camera);
        await().atMost(SOON).until(() -> !health.isWrong(HealthKind.CAMERA_SILENT));
      }
    }
  }

  @Test
  void hangingCamera_isToldWithinFiveSeconds_andComesBack() throws Exception {
    try (MjpegServer server = MjpegServer.start();
        LiveFrameSource camera = open(http(server.url()))) {
      awaitPicture(camera);
      server.hang(true);
      long from = System.nanoTime();
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> !comes(camera) && health.isWrong(HealthKind.CAMERA_SILENT));
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
      server.hang(false);
      awaitPicture(camera);
      await().atMost(SOON).until(() -> comes(camera) && health.all().isEmpty());
    }
  }

  @Test
  void frozenCamera_isToldWithinTenSeconds() throws Exception {
    try (MjpegServer server = MjpegServer.start();
        LiveFrameSource camera = open(http(server.url()))) {
      awaitPicture(camera);
      server.freeze();
      long from = System.nanoTime();
      await().atMost(SOON).until(() -> comes(camera) && health.isWrong(HealthKind.CAMERA_FROZEN));
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
      assertThat(camera.light()).isEqualTo(CameraLight.DAY);
    }
  }

  @Test
  void brokenConnection_isMadeAnew_andIndicesGoOn() throws Exception {
    try (MjpegServer server = MjpegServer.start();
        LiveFrameSource camera = open(http(server.url()))) {
      long last = -1;
      for (int round = 0; round < 3; round++) {
        await().atMost(SOON).until(() -> camera.isReady(LOOK));
        try (Frame frame = camera.next().orElseThrow()) {
          assertThat(frame.index()).isGreaterThan(last);
          last = frame.index();
        }
        int before = server.requests().size();
        server.cut();
        await().atMost(SOON).until(() -> server.requests().size() > before);
      }
    }
  }

  @Test
  void sizeThatChanges_isFollowed() throws Exception {
    try (MjpegServer server = MjpegServer.start();
        LiveFrameSource camera = open(http(server.url()))) {
      awaitPicture(camera);
      server.resize(321, 177);
      await()
          .atMost(SOON)
          .until(
              () -> {
                if (!camera.isReady(LOOK)) {
                  return false;
                }
                try (Frame frame = camera.next().orElseThrow()) {
                  assertThat(frame.bgr().capacity())
                      .isEqualTo(frame.strideBytes() * frame.heightPx());
                  return frame.widthPx() == 321 && frame.heightPx() == 177;
                }
              });
    }
  }

  @Test
  void credentials_goToTheCamera_andNowhereElse() throws Exception {
    Path file = Files.writeString(folder.resolve("login"), "admin\np@ss:w/rd\n");
    try (MjpegServer server = MjpegServer.start()) {
      server.wantLogin("admin", "p@ss:w/rd");
      CameraSource.Network source =
          new CameraSource.Network(server.url(), CameraSource.Transport.TCP, Optional.of(file));
      try (LiveFrameSource camera = open(source)) {
        awaitPicture(camera);
      }
      assertThat(server.requests().get(0)).doesNotContain("Authorization");
      assertThat(server.requests().get(1)).contains("Authorization: Basic ");
      assertThat(source.label()).doesNotContain("admin");
    }
  }

  @Test
  void wrongPassword_isTold_withoutIt() throws Exception {
    Path file = Files.writeString(folder.resolve("login"), "admin\nsecret-of-yesterday\n");
    try (MjpegServer server = MjpegServer.start()) {
      server.wantLogin("admin", "secret-of-today");
      CameraSource.Network source =
          new CameraSource.Network(server.url(), CameraSource.Transport.TCP, Optional.of(file));
      try (LiveFrameSource camera = open(source)) {
        await()
            .atMost(SOON)
            .until(() -> !camera.isReady(LOOK) && health.isWrong(HealthKind.CAMERA_SILENT));
        assertThat(health.detail(HealthKind.CAMERA_SILENT))
            .contains("401")
            .doesNotContain("secret", "admin");
      }
    }
  }

  @Test
  void credentialsFile_thatIsMissing_isToldWithWhatIsAllowed() {
    CameraSource.Network source =
        new CameraSource.Network(
            "rtsp://127.0.0.1:1/x",
            CameraSource.Transport.TCP,
            Optional.of(folder.resolve("nothing")));
    try (LiveFrameSource camera = open(source)) {
      await()
          .atMost(SOON)
          .until(() -> !camera.isReady(LOOK) && health.isWrong(HealthKind.CAMERA_SILENT));
      assertThat(health.detail(HealthKind.CAMERA_SILENT))
          .contains("nothing", "first line", "second");
    }
  }

  @Test
  void child_givesPictures_andIsReapedAndStartedAgain() throws Exception {
    List<String> command =
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-re",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=320x240:rate=25",
            "-t",
            "1",
            "-c:v",
            "mjpeg",
            "-f",
            "mjpeg",
            "-");
    try (LiveFrameSource camera =
        open(new CameraSource.Child(command, CameraSource.ChildFormat.MJPEG))) {
      awaitPicture(camera);
      long[] last = {0};
      // It ends by itself after a second: pictures beyond 25 come from another one.
      await()
          .atMost(SOON)
          .until(
              () -> {
                if (camera.isReady(LOOK)) {
                  try (Frame frame = camera.next().orElseThrow()) {
                    last[0] = frame.index();
                  }
                }
                return last[0] > 30;
              });
    }
    await()
        .atMost(SOON)
        .until(
            () ->
                ProcessHandle.current()
                    .descendants()
                    .noneMatch(
                        child -> child.info().commandLine().orElse("").contains("testsrc2")));
  }

  @Test
  void piCamera_isAskedForItsPictures_inH264() throws Exception {
    Path program = folder.resolve("rpicam-vid");
    Path arguments = folder.resolve("arguments");
    Files.writeString(
        program,
        "#!/bin/sh\necho \"$@\" > '"
            + arguments
            + "'\nexec ffmpeg -v error -re -f lavfi -i smptebars=size=320x240:rate=25"
            + " -vf noise=alls=12:allf=t -c:v libx264 -tune zerolatency -g 50"
            + " -x264-params slices=4 -f h264 -\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    PiCamera pi =
        new PiCamera(
            program.toString(),
            CameraSource.ChildFormat.H264,
            new CameraSource.Mode(320, 240, 25),
            1000,
            0);
    try (LiveFrameSource camera = open(pi.source())) {
      // Pictures between key pictures are right, too, and those of several slices.
      await()
          .atMost(SOON)
          .until(
              () -> {
                if (!camera.isReady(LOOK)) {
                  return false;
                }
                try (Frame frame = camera.next().orElseThrow()) {
                  assertThat(firstBar(frame)).allMatch(level -> level > 160 && level < 200);
                  return frame.index() >= 30;
                }
              });
    }
    assertThat(Files.readString(arguments))
        .contains("--codec h264", "--inline", "--width 320 --height 240", "--shutter 1000")
        .endsWith("--output -\n");
  }

  // The leftmost of the SMPTE bars is grey at three quarters of white (SMPTE ECR 1).
  private static List<Integer> firstBar(Frame frame) {
    int[] sums = new int[3];
    for (int i = 0; i < 400; i++) {
      int at = (20 + i / 4) * frame.strideBytes() + 3 * (10 + i % 4 * 5);
      for (int channel = 0; channel < 3; channel++) {
        sums[channel] += Byte.toUnsignedInt(frame.bgr().get(at + channel));
      }
    }
    return List.of(sums[0] / 400, sums[1] / 400, sums[2] / 400);
  }

  @Test
  void v4l2Device_thatIsMissing_isTold() {
    CameraSource.Device device =
        new CameraSource.Device(Path.of("/dev/video99"), Optional.empty(), Optional.empty());
    try (LiveFrameSource camera = open(device)) {
      await()
          .atMost(SOON)
          .until(() -> !camera.isReady(LOOK) && health.isWrong(HealthKind.CAMERA_SILENT));
      // The second where the system lacks the libraries of FFmpeg's devices.
      assertThat(health.detail(HealthKind.CAMERA_SILENT))
          .containsAnyOf("/dev/video99 cannot be opened: No such file or directory", "libpulse0");
    }
  }

  @Test
  void child_thatHangs_isEndedWithTheCamera() throws Exception {
    List<String> command = List.of("sh", "-c", "echo camera is busy >&2; exec sleep 600");
    try (LiveFrameSource camera =
        open(new CameraSource.Child(command, CameraSource.ChildFormat.H264))) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  !camera.isReady(LOOK)
                      && health.detail(HealthKind.CAMERA_SILENT).contains("camera is busy"));
    }
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("sleep 600")))
        .isEmpty();
  }

  @Test
  void child_thatDoesNotExist_isTold() {
    List<String> command = List.of(folder.resolve("no-such-program").toString());
    try (LiveFrameSource camera =
        open(new CameraSource.Child(command, CameraSource.ChildFormat.H264))) {
      await()
          .atMost(SOON)
          .until(() -> !camera.isReady(LOOK) && health.isWrong(HealthKind.CAMERA_SILENT));
      assertThat(health.detail(HealthKind.CAMERA_SILENT))
          .contains("no-such-program cannot be started");
    }
  }

  @Test
  void closed_whileTheCameraHangs_endsSoon() throws Exception {
    try (MjpegServer server = MjpegServer.start()) {
      LiveFrameSource camera = open(http(server.url()));
      awaitPicture(camera);
      server.hang(true);
      long from = System.nanoTime();
      camera.close();
      camera.close();
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("camera-cam-in"));
      assertThatThrownBy(camera::next).isInstanceOf(IllegalStateException.class);
    }
  }
}
