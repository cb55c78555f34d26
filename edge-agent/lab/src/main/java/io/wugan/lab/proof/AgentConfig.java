package io.wugan.lab.proof;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration that the agent under proof gets. Stateless. */
final class AgentConfig {
  static final String SITE = "proof";
  static final String EDGE = "e1";
  static final String ROOT = "wugan";

  private AgentConfig() {}

  /**
   * Writes it.
   *
   * @param loop whether the recordings begin anew at their end, so that cars keep coming
   */
  static void write(Path file, Path data, URI broker, ProofSettings.Clips clips, boolean loop) {
    String yaml =
        """
        site: %s
        edge: %s
        data: "%s"
        mqtt: {url: "%s", root: %s, resendAfter: PT5S, reconnect: {min: PT0.2S, max: PT2S}}
        lanes:
          - {id: entry, role: ENTRY, camera: {id: cam-entry, file: "%s", loop: %s, pace: realtime}}
          - {id: exit, role: EXIT, camera: {id: cam-exit, file: "%s", loop: %s, pace: realtime}}
        """
            .formatted(
                SITE,
                EDGE,
                quoted(data),
                broker,
                ROOT,
                quoted(clips.entry()),
                loop,
                quoted(clips.exit()),
                loop);
    try {
      Files.writeString(file, yaml);
    } catch (IOException failed) {
      throw new ProofException("cannot write " + file, failed);
    }
  }

  /** Inside double quotes of YAML. */
  private static String quoted(Path path) {
    return path.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
