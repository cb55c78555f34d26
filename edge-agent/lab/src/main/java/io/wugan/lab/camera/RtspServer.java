package io.wugan.lab.camera;

import io.wugan.lab.process.ScriptProcess;
import io.wugan.lab.process.ScriptProcess.Script;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/**
 * A real RTSP server, GStreamer's, in a process of its own that can be ended and held. Confined to
 * the proof's thread.
 */
final class RtspServer implements AutoCloseable {

  static final String USER = "admin";
  static final String PASSWORD = "p@ss w:rd";

  private static final String SCRIPT = "rtsp_server.py";
  private static final int CABLE_PORT = 8554; // nobody else is in that network
  private static final String PACKAGES =
      "python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good"
          + " gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly";

  private final String host;
  private final int port;
  private final ScriptProcess script;

  private RtspServer(Path folder, String host, List<String> before, int port) throws IOException {
    this.host = host;
    this.port = port;
    this.script =
        new ScriptProcess(
            new Script(RtspServer.class, SCRIPT, PACKAGES, before),
            folder,
            List.of(Integer.toString(port), host),
            line -> {});
    script.start();
  }

  /**
   * Starts it on a free port of the loopback.
   *
   * @param folder for its script and its messages
   * @throws IOException if it does not start; says which Debian packages it needs
   */
  static RtspServer start(Path folder) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    return new RtspServer(folder, "127.0.0.1", List.of(), port);
  }

  /**
   * Starts it behind a cable.
   *
   * @param folder for its script and its messages
   * @throws IOException if it does not start; says which Debian packages it needs
   */
  static RtspServer behindACable(Path folder) throws IOException {
    return new RtspServer(folder, CameraCable.ADDRESS, CameraCable.at(), CABLE_PORT);
  }

  int port() {
    return port;
  }

  String url(String path) {
    return "rtsp://" + host + ":" + port + "/" + path;
  }

  /** Changes what it sends: see the script. */
  void command(String line) throws IOException {
    script.tell(line);
  }

  /** Ends it at once, as a power cut does. */
  void kill() throws IOException {
    script.kill();
  }

  void restart() throws IOException {
    script.start();
  }

  /** Holds it: its connections stay and say nothing, as behind a line that hangs. */
  void hold(boolean now) throws IOException, InterruptedException {
    script.hold(now);
  }

  @Override
  public void close() throws IOException {
    script.close();
  }
}
