package io.wugan.lab.camera;

import io.wugan.lab.process.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A camera's own network behind a cable that can be pulled: a network namespace, joined by a veth
 * pair. Needs root on Linux. Confined to the proof's thread.
 */
final class CameraCable implements AutoCloseable {

  /** Where the camera is. */
  static final String ADDRESS = "198.19.200.2";

  private static final String NAMESPACE = "wugan-cam";
  private static final String LINE = "wugan-cam0";

  private CameraCable() {}

  /** Whether this machine and this user can have one. */
  static boolean isPossible() {
    return "root".equals(System.getProperty("user.name"))
        && (Files.isExecutable(Path.of("/usr/sbin/ip")) || Files.isExecutable(Path.of("/sbin/ip")));
  }

  /**
   * Lays it, after removing what an earlier run has left.
   *
   * @throws IOException if the kernel gives no namespace or no veth pair
   */
  static CameraCable lay() throws IOException, InterruptedException {
    ShortProgram.run("ip netns delete " + NAMESPACE);
    CameraCable cable = new CameraCable();
    try {
      run("ip netns add " + NAMESPACE);
      run("ip link add %s type veth peer name eth0 netns %s".formatted(LINE, NAMESPACE));
      run("ip address add 198.19.200.1/30 dev " + LINE);
      run("ip link set " + LINE + " up");
      inside("ip link set lo up");
      inside("ip address add " + ADDRESS + "/30 dev eth0");
      inside("ip link set eth0 up");
      return cable;
    } catch (IOException | InterruptedException failed) {
      cable.close();
      throw failed;
    }
  }

  /** The words before a command that is to run at the camera. */
  static List<String> at() {
    return List.of("ip", "netns", "exec", NAMESPACE);
  }

  void pull() throws IOException, InterruptedException {
    inside("ip link set eth0 down");
  }

  void plug() throws IOException, InterruptedException {
    inside("ip link set eth0 up");
  }

  private static void inside(String line) throws IOException, InterruptedException {
    run("ip netns exec " + NAMESPACE + " " + line);
  }

  private static void run(String line) throws IOException, InterruptedException {
    ShortProgram.Result result = ShortProgram.run(line);
    if (!result.isGood()) {
      throw new IOException("'" + line + "' fails: " + result.said());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      ShortProgram.run(
          "ip netns delete " + NAMESPACE); // its end of the pair goes, and the other with it
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
