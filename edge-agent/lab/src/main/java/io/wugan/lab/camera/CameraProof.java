package io.wugan.lab.camera;

import io.wugan.core.health.HealthKind;
import io.wugan.devices.camera.CameraSettings;
import io.wugan.devices.camera.CameraSource;
import io.wugan.devices.camera.CameraSource.Transport;
import io.wugan.devices.camera.DecoderChoice;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** The faults, one after the other, against one real server. Runs on the thread that calls it. */
final class CameraProof {

  private static final int LIMIT = 60;
  private static final int LEARN_SECONDS = 75;
  private static final double FIRST = 10;
  private static final double SILENT = 5;
  private static final double FROZEN = 10;
  private static final double BLIND = 30;
  private static final double SLOW = 30;
  private static final double BACK = 15;
  private static final double AWAY_SECONDS = 8;
  private static final double MILLIS = 1e3;
  private static final int WARM = 20;
  private static final double MOST_GROWTH_MB = 16;

  private final RtspServer server;
  private final Path folder;
  private final int reconnects;
  private final Consumer<CameraReport> told;

  /**
   * @param server serves; is ended and started anew
   * @param folder for files of the proof
   * @param reconnects so many in the last row
   * @param told takes each row
   */
  CameraProof(RtspServer server, Path folder, int reconnects, Consumer<CameraReport> told) {
    this.server = server;
    this.folder = folder;
    this.reconnects = reconnects;
    this.told = told;
  }

  private static CameraSettings settings(CameraSource source) {
    return CameraSettings.of("proof", "cam", source, DecoderChoice.AUTO)
        .withLongestWait(Duration.ofSeconds(1));
  }

  private static CameraSource tcp(String url) {
    return new CameraSource.Network(url, Transport.TCP, Optional.empty());
  }

  void run() throws IOException, InterruptedException {
    try (CameraProbe main = new CameraProbe(settings(tcp(server.url("h264"))))) {
      first("H.264 over TCP", main);
      transports();
      logins();
      garbageServer();
      pause(LEARN_SECONDS);
      pictures(main);
      connections(main);
      told.accept(
          new CameraReport(
              "all of the above",
              "the lane's thread is never held up",
              String.format(Locale.ROOT, "%.0f ms %s", main.longestWaitMillis(), main.trouble()),
              "<= 500 ms",
              main.longestWaitMillis() <= 500 && main.trouble().isEmpty()));
    }
    pulledCable();
    damagedBytes();
    manyReconnects();
  }

  private void first(String how, CameraProbe probe) throws InterruptedException {
    told.accept(
        CameraReport.seconds(how, "the first picture", probe.secondsUntilPictures(LIMIT), FIRST));
  }

  private void transports() throws InterruptedException {
    try (CameraProbe probe = new CameraProbe(settings(tcp(server.url("h265"))))) {
      first("H.265 over TCP", probe);
    }
    CameraSource udp =
        new CameraSource.Network(server.url("h264"), Transport.UDP, Optional.empty());
    try (CameraProbe probe = new CameraProbe(settings(udp))) {
      first("H.264 over UDP", probe);
    }
  }

  private void logins() throws IOException, InterruptedException {
    Path right = folder.resolve("right.login");
    Path wrong = folder.resolve("wrong.login");
    Files.writeString(right, RtspServer.USER + "\n" + RtspServer.PASSWORD + "\n");
    Files.writeString(wrong, RtspServer.USER + "\nnot-the-password\n");
    String url = server.url("login");
    try (CameraProbe probe =
        new CameraProbe(
            settings(new CameraSource.Network(url, Transport.TCP, Optional.of(right))))) {
      first("login by digest", probe);
    }
    try (CameraProbe probe =
        new CameraProbe(
            settings(new CameraSource.Network(url, Transport.TCP, Optional.of(wrong))))) {
      double seconds = probe.secondsUntilWrong(HealthKind.CAMERA_SILENT, LIMIT);
      String detail = probe.wrong().getOrDefault(HealthKind.CAMERA_SILENT, "");
      boolean clear = detail.contains("401") && !detail.contains("not-the-password");
      told.accept(
          new CameraReport(
              "wrong password",
              "told with its reason, without it",
              String.format(Locale.ROOT, "%.1f s: %s", seconds, detail),
              "<= 5 s",
              seconds <= SILENT && clear));
    }
  }

  private void garbageServer() throws IOException, InterruptedException {
    try (ServerSocket garbage = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread talker = new Thread(() -> talk(garbage), "garbage");
      talker.setDaemon(true);
      talker.start();
      try (CameraProbe probe =
          new CameraProbe(settings(tcp("rtsp://127.0.0.1:" + garbage.getLocalPort() + "/x")))) {
        told.accept(
            CameraReport.seconds(
                "garbage instead of RTSP",
                "CAMERA_SILENT",
                probe.secondsUntilWrong(HealthKind.CAMERA_SILENT, LIMIT),
                SILENT));
      }
    }
  }

  private static void talk(ServerSocket garbage) {
    byte[] bytes = new byte[8_192];
    Random random = new Random(4);
    while (!garbage.isClosed()) {
      try (Socket socket = garbage.accept();
          OutputStream out = socket.getOutputStream()) {
        for (int i = 0; i < 50; i++) {
          random.nextBytes(bytes);
          out.write(bytes);
        }
      } catch (IOException hungUp) {
        // The camera's thread had enough, or the proof has: the loop's condition knows.
      }
    }
  }

  private void pictures(CameraProbe main) throws IOException, InterruptedException {
    fault(main, "frozen", "the same picture", HealthKind.CAMERA_FROZEN, FROZEN);
    fault(main, "black", "black picture", HealthKind.CAMERA_BLIND, BLIND);
    fault(main, "blurred", "blurred picture", HealthKind.CAMERA_BLURRED, BLIND);
    server.command("rate 1");
    told.accept(
        CameraReport.seconds(
            "1 picture a second",
            "CAMERA_SLOW",
            main.secondsUntilWrong(HealthKind.CAMERA_SLOW, LIMIT),
            SLOW));
    server.command("rate 25");
    over("25 pictures a second again", main);
    server.command("size 480 270");
    double seconds = CameraProbe.secondsUntil(() -> main.widthPx() == 480, LIMIT);
    told.accept(CameraReport.seconds("480 x 270 instead of 640 x 360", "new size", seconds, BACK));
    server.command("size 640 360");
    CameraProbe.secondsUntil(() -> main.widthPx() == 640, LIMIT);
  }

  private void fault(CameraProbe main, String mode, String what, HealthKind kind, double bar)
      throws IOException, InterruptedException {
    server.command(mode);
    told.accept(CameraReport.seconds(what, kind.name(), main.secondsUntilWrong(kind, LIMIT), bar));
    server.command("sharp");
    over("no longer " + mode, main);
  }

  private void over(String what, CameraProbe main) throws InterruptedException {
    double seconds = CameraProbe.secondsUntil(() -> main.wrong().isEmpty(), LIMIT);
    told.accept(CameraReport.seconds(what, "all is well " + main.wrong(), seconds, SLOW));
    pause(3);
  }

  private void connections(CameraProbe main) throws IOException, InterruptedException {
    server.kill();
    double silent = main.secondsUntilWrong(HealthKind.CAMERA_SILENT, LIMIT);
    told.accept(CameraReport.seconds("server killed", "CAMERA_SILENT", silent, SILENT));
    pause(AWAY_SECONDS);
    server.restart();
    told.accept(
        CameraReport.seconds(
            "server back", "pictures again", main.secondsUntilPictures(LIMIT), BACK));
    over("server back", main);
    server.hold(true);
    silent = main.secondsUntilWrong(HealthKind.CAMERA_SILENT, LIMIT);
    told.accept(CameraReport.seconds("line hangs (SIGSTOP)", "CAMERA_SILENT", silent, SILENT));
    pause(AWAY_SECONDS);
    server.hold(false);
    told.accept(
        CameraReport.seconds(
            "line is back", "pictures again", main.secondsUntilPictures(LIMIT), BACK));
    over("line is back", main);
  }

  private void pulledCable() throws IOException, InterruptedException {
    if (!CameraCable.isPossible()) {
      return; // the command says so
    }
    try (CameraCable cable = CameraCable.lay();
        RtspServer far = RtspServer.behindACable(folder);
        CameraProbe probe = new CameraProbe(settings(tcp(far.url("h264"))))) {
      probe.secondsUntilPictures(LIMIT);
      cable.pull();
      double silent = probe.secondsUntilWrong(HealthKind.CAMERA_SILENT, LIMIT);
      told.accept(CameraReport.seconds("cable pulled", "CAMERA_SILENT", silent, SILENT));
      pause(AWAY_SECONDS);
      cable.plug();
      told.accept(
          CameraReport.seconds(
              "cable plugged in", "pictures again", probe.secondsUntilPictures(LIMIT), BACK));
    }
  }

  private void damagedBytes() throws IOException, InterruptedException {
    try (DamagingProxy line = new DamagingProxy(server.port());
        CameraProbe probe = new CameraProbe(settings(tcp(line.url("h264"))))) {
      probe.secondsUntilPictures(LIMIT);
      line.damage(true);
      pause(AWAY_SECONDS);
      line.damage(false);
      line.cut();
      told.accept(
          CameraReport.seconds(
              "one byte in 3000 damaged for 8 s, then cut",
              "pictures again",
              probe.secondsUntilPictures(LIMIT),
              BACK));
    }
  }

  private void manyReconnects() throws IOException, InterruptedException {
    try (DamagingProxy line = new DamagingProxy(server.port());
        CameraProbe probe = new CameraProbe(settings(tcp(line.url("h264"))))) {
      probe.secondsUntilPictures(LIMIT);
      double slowest = 0;
      ProcessUse before = ProcessUse.now();
      for (int i = 0; i < WARM + reconnects; i++) {
        if (i == WARM) {
          before = ProcessUse.now();
          slowest = 0;
        }
        line.cut();
        slowest = Math.max(slowest, probe.secondsUntilPictures(LIMIT));
      }
      pause(1);
      ProcessUse after = ProcessUse.now();
      boolean same =
          after.threads() <= before.threads()
              && after.descriptors() <= before.descriptors()
              && after.residentMb() <= before.residentMb() + MOST_GROWTH_MB;
      told.accept(
          new CameraReport(
              reconnects + " connections cut",
              "threads, descriptors, memory",
              before + " -> " + after,
              "no more, " + (int) MOST_GROWTH_MB + " MB",
              same));
      told.accept(
          CameraReport.seconds(
              reconnects + " connections cut", "slowest next picture", slowest, BACK));
    }
  }

  private static void pause(double seconds) throws InterruptedException {
    Thread.sleep((long) (seconds * MILLIS));
  }
}
