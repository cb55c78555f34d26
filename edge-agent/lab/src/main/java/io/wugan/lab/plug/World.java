package io.wugan.lab.plug;

import io.wugan.agent.runtime.CloseStack;
import io.wugan.lab.broker.Broker;
import io.wugan.lab.clip.ClipScenario;
import io.wugan.lab.clip.ClipTruth;
import io.wugan.lab.plug.Traffic.Loop;
import io.wugan.lab.process.FreePort;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other ends of a board's devices: all of them absent until they are put. Confined to the
 * proof's thread.
 */
final class World implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(World.class);
  private static final String GSTREAMER =
      "python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good"
          + " gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly";
  private static final int YARD_FPS = 8;
  private static final long EVERY_C_MILLIS = 8000;

  /**
   * How the world is made.
   *
   * @param work folder
   * @param broker the broker
   * @param rtsp whether lane a has a camera of RTSP
   * @param serial whether lane a has a panel
   * @param rate pictures a second of the cameras of lanes a and b
   */
  record Making(Path work, Broker broker, boolean rtsp, boolean serial, int rate) {}

  final Broker broker;
  final Timetable timetableA;
  final Timetable timetableB;
  final Timetable timetableC;
  final Plug cameraA;
  final LoopbackServer cameraB;
  final LoopbackServer cameraC;
  final Contacts contacts;
  final Traffic traffic;
  final LoopbackServer lcd;
  final AtomicLong shownOnLcd = new AtomicLong();
  final AtomicLong shownOnSerial = new AtomicLong();
  final ScriptPlug serial;
  final boolean hasSerial;
  final BaySensors sensor;
  final BaySensors steadySensor;
  final PlugConfig.Places places;
  private final CloseStack closing = new CloseStack();
  private final DatagramSocket squatter;

  World(Making making) throws IOException {
    Path work = making.work();
    this.broker = making.broker();
    long begun = System.currentTimeMillis() + 1000;
    Scene sceneA = Scene.load(work, "demo-entry");
    Scene sceneB = Scene.load(work, "demo-exit");
    this.timetableA = Timetable.of(sceneA.truth(), sceneA.jpegs().size(), begun);
    this.timetableB = Timetable.of(sceneB.truth(), sceneB.jpegs().size(), begun);
    this.timetableC = Timetable.every(EVERY_C_MILLIS, begun);
    Pictures picturesA =
        Pictures.of(sceneA.jpegs(), sceneA.truth().clip().fps(), making.rate(), begun);
    String urlA;
    if (making.rtsp()) {
      int port = FreePort.find();
      cameraA = rtsp(work, picturesA, port);
      urlA = "rtsp://127.0.0.1:" + port + "/lane";
    } else {
      LoopbackServer http = keep(NetworkDevices.mjpeg(picturesA));
      cameraA = http;
      urlA = url(http);
    }
    this.cameraB =
        keep(
            NetworkDevices.mjpeg(
                Pictures.of(sceneB.jpegs(), sceneB.truth().clip().fps(), making.rate(), begun)));
    this.cameraC =
        keep(NetworkDevices.mjpeg(Pictures.of(Pictures.yard(), YARD_FPS, YARD_FPS, begun)));
    this.contacts = new Contacts(work.resolve("contacts"));
    this.traffic =
        keep(
            new Traffic(
                contacts,
                new Loop("outer", timetableA, -500, 900),
                new Loop("inner", timetableA, 0, 1400),
                new Loop("loop-c", timetableC, -500, 800)));
    this.lcd = keep(NetworkDevices.lcd(shownOnLcd));
    this.hasSerial = making.serial();
    Path port = work.resolve("serial-panel");
    this.serial = panel(work, port);
    this.squatter = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    InetSocketAddress gateway = (InetSocketAddress) squatter.getLocalSocketAddress();
    Path keys = PlugConfig.keys(work, "sensors.psk", PlugConfig.SENSOR, PlugConfig.STEADY_SENSOR);
    Duration every = Duration.ofSeconds(PlugConfig.SENSOR_SECONDS);
    this.sensor = keep(new BaySensors(PlugConfig.SENSOR, keys, gateway, every));
    this.steadySensor = keep(new BaySensors(PlugConfig.STEADY_SENSOR, keys, gateway, every));
    this.places =
        new PlugConfig.Places(
            broker.url(),
            urlA,
            url(cameraB),
            url(cameraC),
            hasSerial ? "{type: OLM, port: \"" + port + "\", panel: 1}" : "{type: LOG}",
            lcd.port(),
            gateway.getPort());
  }

  private ScriptPlug panel(Path work, Path port) {
    return keep(
        new ScriptPlug(
            work,
            "serial_panel.py",
            List.of(port.toString()),
            "python3",
            line -> shownOnSerial.addAndGet(line.equals("FRAME") ? 1 : 0)));
  }

  private record Scene(ClipTruth truth, List<byte[]> jpegs) {
    private static Scene load(Path work, String name) throws IOException {
      Path video = work.resolve(name + ".mp4");
      Files.write(video, resource(name + ".mp4"));
      String scenario = new String(resource(name + ".yaml"), StandardCharsets.UTF_8);
      return new Scene(ClipTruth.of(ClipScenario.parse(scenario)), Pictures.decode(video));
    }

    private static byte[] resource(String name) throws IOException {
      try (InputStream in = World.class.getResourceAsStream("/io/wugan/lab/demo/" + name)) {
        if (in == null) {
          throw new IOException("the demo's " + name + " is missing from the program");
        }
        return in.readAllBytes();
      }
    }
  }

  private ScriptPlug rtsp(Path work, Pictures pictures, int port) throws IOException {
    Path frames = work.resolve("frames");
    pictures.writeTo(frames);
    return keep(
        new ScriptPlug(
            work,
            "rtsp_clip.py",
            List.of(
                Integer.toString(port),
                frames.toString(),
                Integer.toString(pictures.count()),
                Integer.toString(pictures.fps()),
                Integer.toString(pictures.rate()),
                Long.toString(pictures.begunMillis())),
            GSTREAMER,
            line -> log.debug("rtsp_clip.py: {}", line)));
  }

  private <T extends Closeable> T keep(T part) {
    closing.push(part::close);
    return part;
  }

  private static String url(LoopbackServer camera) {
    return "http://127.0.0.1:" + camera.port() + "/video";
  }

  /** Another program gives the port of the bay gateway free. */
  void freeBayPort() {
    squatter.close();
  }

  @Override
  public void close() {
    squatter.close();
    closing.closeAll();
  }
}
