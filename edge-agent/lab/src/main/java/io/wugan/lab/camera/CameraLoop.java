package io.wugan.lab.camera;

import io.wugan.lab.process.ScriptProcess;
import io.wugan.lab.process.ScriptProcess.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Recorded lanes as cameras: files of H.264 video, served over RTSP again and again at their own
 * pace, by GStreamer's server in a process of its own. Confined to one thread.
 */
public final class CameraLoop implements AutoCloseable {

  private static final String SCRIPT = "rtsp_loop.py";
  private static final String PACKAGES =
      "python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good"
          + " gstreamer1.0-plugins-bad";

  /**
   * Where it is.
   *
   * @param host address of this machine, 0.0.0.0 for every one
   * @param port TCP, 1 to 65535
   * @param login who may look, {@code user:password}; empty: everybody
   */
  public record Place(String host, int port, Optional<String> login) {

    /**
     * @throws IllegalArgumentException if the port is none, or the login is not of that form
     */
    public Place {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port " + port + ": 1 to 65535");
      }
      if (login.isPresent() && login.get().indexOf(':') < 1) {
        throw new IllegalArgumentException("login: USER:PASSWORD is wanted");
      }
    }
  }

  private final Place place;
  private final ScriptProcess script;

  private CameraLoop(Place place, ScriptProcess script) {
    this.place = place;
    this.script = script;
  }

  /**
   * Starts it.
   *
   * @param folder for its script and its messages
   * @param clips the last part of each camera's address, and its file
   * @param said takes each line {@code NAME begins TIME}: a video begins with its first picture,
   *     because somebody looks who is alone, at a UTC time of RFC 3339; on a thread of the process
   * @throws IOException if it does not start; says which Debian packages it needs, or which file is
   *     no such video
   */
  public static CameraLoop start(
      Path folder, Place place, Map<String, Path> clips, Consumer<String> said) throws IOException {
    List<String> words = new ArrayList<>(List.of(place.host(), Integer.toString(place.port())));
    clips.forEach((name, file) -> words.add(name + "=" + file.toAbsolutePath()));
    Script script = new Script(CameraLoop.class, SCRIPT, PACKAGES, environment(place));
    CameraLoop loop = new CameraLoop(place, new ScriptProcess(script, folder, words, said));
    loop.script.start();
    return loop;
  }

  private static List<String> environment(Place place) {
    if (place.login().isEmpty()) {
      return List.of();
    }
    String[] parts = place.login().get().split(":", 2);
    return List.of("env", "LOOP_USER=" + parts[0], "LOOP_PASSWORD=" + parts[1]);
  }

  /** Address of one, without a login. */
  public String url(String name) {
    return "rtsp://" + place.host() + ":" + place.port() + "/" + name;
  }

  @Override
  public void close() throws IOException {
    script.close();
  }
}
