package io.wugan.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The count of failed starts that the package's launcher keeps in the service's runtime folder
 * (systemd.exec(5), RuntimeDirectory=): who ends in order takes it away, so that the next start
 * does not wait. Stateless.
 */
final class LauncherCount {

  private static final Logger log = LoggerFactory.getLogger(LauncherCount.class);
  private static final String FOLDER = "RUNTIME_DIRECTORY";
  private static final String FILE = "starts";

  private LauncherCount() {}

  static void forget() {
    String folder = System.getenv(FOLDER);
    if (folder == null || folder.isEmpty()) {
      return;
    }
    try {
      Files.deleteIfExists(Path.of(folder, FILE));
    } catch (IOException | InvalidPathException kept) {
      log.warn("the next start may have to wait: {}", kept.getMessage());
    }
  }
}
