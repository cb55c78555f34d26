package io.wugan.agent.config;

import io.wugan.agent.release.UpdateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** The section {@code updates}. */
final class UpdatesReader {

  private static final int LEAST_RATE = 4_000;
  private static final int MOST_RATE = 100_000_000;

  private final ConfigSection section;
  private final Function<String, Path> paths;

  /**
   * @param section the section
   * @param paths makes a path of what the file says
   */
  UpdatesReader(ConfigSection section, Function<String, Path> paths) {
    this.section = section;
    this.paths = paths;
  }

  UpdateSettings read() {
    UpdateSettings standard = UpdateSettings.OFF;
    return new UpdateSettings(
        TlsReader.path(section, "trustedKeys", paths),
        section.duration(
            "probation", standard.probation(), Duration.ofSeconds(2), Duration.ofHours(24)),
        section.duration("quiet", standard.quiet(), Duration.ofSeconds(1), Duration.ofMinutes(10)),
        section.integer("bytesPerSecond", standard.bytesPerSecond(), LEAST_RATE, MOST_RATE),
        TlsReader.read(section.section("tls"), paths));
  }
}
