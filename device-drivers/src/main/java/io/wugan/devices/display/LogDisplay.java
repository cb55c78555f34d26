package io.wugan.devices.display;

import io.wugan.core.device.Display;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for a display that a lane does not have: says in the log that something was shown. The
 * lines carry plates, which are personal data, so that they stand in the log at DEBUG only.
 * Immutable.
 */
public final class LogDisplay implements Display {

  private static final Logger LOG = LoggerFactory.getLogger(LogDisplay.class);

  private final String displayId;

  /**
   * @param displayId name of the display in the configuration
   */
  public LogDisplay(String displayId) {
    this.displayId = displayId;
  }

  @Override
  public void show(List<String> lines) {
    LOG.info("Display {} shows {} lines", displayId, lines.size());
    LOG.debug("Display {} shows {}", displayId, lines);
  }

  @Override
  public void close() {
    LOG.debug("Display {} closed", displayId);
  }
}
