package io.wugan.agent.config;

import io.wugan.agent.metrics.MetricsSettings;
import java.util.Optional;
import java.util.regex.Pattern;

/** The section {@code metrics}; left out, no figures are served. */
final class MetricsReader {

  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z.:_-]{1,64}");
  private static final int MOST_PORT = 65_535;

  private final ConfigSection root;

  /**
   * @param root the whole file
   */
  MetricsReader(ConfigSection root) {
    this.root = root;
  }

  Optional<MetricsSettings> read() {
    if (!root.has("metrics")) {
      return Optional.empty();
    }
    ConfigSection section = root.section("metrics");
    return Optional.of(
        new MetricsSettings(
            section.text("listen", MetricsSettings.LISTEN, ADDRESS, "an address of this board"),
            section.integer("port", MetricsSettings.PORT, 0, MOST_PORT)));
  }
}
