package io.wugan.devices.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a camera's program says on its standard error: the first {@value #MOST_LINES} lines go to
 * the log, further ones are read and dropped, so that the program never waits for its reader. Lines
 * end at {@value #MOST_CHARS} characters. Runs on a thread of its own.
 */
final class ChildStory {

  private static final Logger log = LoggerFactory.getLogger(ChildStory.class);

  private static final int MOST_LINES = 200;
  private static final int MOST_CHARS = 300;

  private final String cameraId;
  private final InputStream from;
  private final Thread thread;
  private volatile String lastLine = "";

  ChildStory(String cameraId, InputStream from) {
    this.cameraId = cameraId;
    this.from = from;
    this.thread = new Thread(this::run, "camera-" + cameraId + "-err");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The last line that was not empty, so far. */
  String lastLine() {
    return lastLine;
  }

  void awaitEnd(long millis) throws InterruptedException {
    thread.join(millis);
  }

  private void run() {
    StringBuilder line = new StringBuilder();
    int lines = 0;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        // Progress lines end with a carriage return alone.
        if (next == '\n' || next == '\r') {
          lines += tell(line.toString().strip(), lines) ? 1 : 0;
          line.setLength(0);
        } else if (line.length() < MOST_CHARS) {
          line.append((char) next);
        }
      }
    } catch (IOException closed) {
      log.debug("camera {}: its program's messages end: {}", cameraId, closed.getMessage());
    }
  }

  private boolean tell(String line, int linesBefore) {
    if (line.isEmpty()) {
      return false;
    }
    String shown = CameraAddress.masked(line);
    lastLine = shown;
    if (linesBefore < MOST_LINES) {
      log.info("camera {}: {}", cameraId, shown);
    } else if (linesBefore == MOST_LINES) {
      log.info("camera {}: further messages of its program are left out", cameraId);
    }
    return linesBefore <= MOST_LINES;
  }
}
