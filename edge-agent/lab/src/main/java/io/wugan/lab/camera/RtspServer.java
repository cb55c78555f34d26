package io.wugan.lab.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real RTSP server, GStreamer's, in a process of its own that can be ended and held. Confined to
 * the proof's thread.
 */
final class RtspServer implements AutoCloseable {

  static final String USER = "admin";
  static final String PASSWORD = "p@ss w:rd";

  private static final String PYTHON = "/usr/bin/python3";
  private static final String SCRIPT = "rtsp_server.py";
  private static final int CABLE_PORT = 8554; // nobody else is in that network
  private static final String PACKAGES =
      "python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good"
          + " gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly";

  private final Path folder;
  private final String host;
  private final List<String> before;
  private final int port;
  private Process process;

  private RtspServer(Path folder, String host, List<String> before, int port) throws IOException {
    this.folder = folder;
    this.host = host;
    this.before = before;
    this.port = port;
    this.process = launch();
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

  private Process launch() throws IOException {
    Path script = folder.resolve(SCRIPT);
    try (InputStream text = RtspServer.class.getResourceAsStream(SCRIPT)) {
      if (text == null) {
        throw new IOException("the script " + SCRIPT + " is missing in this build");
      }
      Files.write(script, text.readAllBytes());
    }
    Path messages = folder.resolve("rtsp-server.log");
    List<String> words = new ArrayList<>(before);
    words.addAll(List.of(PYTHON, script.toString(), Integer.toString(port), host));
    Process started =
        new ProcessBuilder(words)
            .redirectError(ProcessBuilder.Redirect.appendTo(messages.toFile()))
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    if (!"READY".equals(out.readLine())) {
      started.destroyForcibly();
      throw new IOException(
          "the RTSP server does not start: "
              + Files.readString(messages).strip()
              + "\nIt needs the Debian packages "
              + PACKAGES);
    }
    return started;
  }

  int port() {
    return port;
  }

  String url(String path) {
    return "rtsp://" + host + ":" + port + "/" + path;
  }

  /** Changes what it sends: see the script. */
  void command(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    in.flush();
  }

  /** Ends it at once, as a power cut does. */
  void kill() throws IOException, InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      throw new IOException("the RTSP server does not end");
    }
  }

  void restart() throws IOException {
    process = launch();
  }

  /** Holds it: its connections stay and say nothing, as behind a cable that was pulled. */
  void hold(boolean now) throws IOException, InterruptedException {
    Process signal =
        new ProcessBuilder("kill", now ? "-STOP" : "-CONT", Long.toString(process.pid())).start();
    if (!signal.waitFor(5, TimeUnit.SECONDS) || signal.exitValue() != 0) {
      throw new IOException("the RTSP server cannot be held");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
