package io.wugan.agent.config;

import io.wugan.sync.evidence.UploadAddress;
import io.wugan.sync.evidence.UploadSettings;
import io.wugan.sync.evidence.UploadSettings.Which;
import io.wugan.sync.uplink.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The section {@code evidence.upload}. */
final class UploadReader {

  private static final Pattern ANY = Pattern.compile("(?s).+");
  private static final int LEAST_RATE = 4_000;
  private static final int MOST_RATE = 100_000_000;

  private final ConfigSection section;
  private final Function<String, Path> paths;

  /**
   * @param section the section
   * @param paths makes a path of what the file says
   */
  UploadReader(ConfigSection section, Function<String, Path> paths) {
    this.section = section;
    this.paths = paths;
  }

  /**
   * @param site name of the lot, which the address may contain
   * @param edge name of the board, likewise
   */
  UploadSettings read(String site, String edge) {
    UploadSettings standard = UploadSettings.OFF;
    Which which = section.choice("which", standard.which());
    Optional<UploadAddress> address = address(which, site, edge);
    TlsFiles tls = TlsReader.read(section.section("tls"), paths);
    Optional<Path> authorization = TlsReader.path(section, "authorizationFile", paths);
    int rate =
        section.integer("bytesPerSecond", (int) standard.bytesPerSecond(), LEAST_RATE, MOST_RATE);
    Duration timeout =
        section.duration(
            "timeout", standard.timeout(), Duration.ofSeconds(1), Duration.ofMinutes(10));
    boolean complete = address.isPresent() || !which.uploads();
    return new UploadSettings(
        complete ? which : Which.NONE, address, authorization, tls, rate, timeout);
  }

  private Optional<UploadAddress> address(Which which, String site, String edge) {
    String template = section.text("url", "", ANY, UploadAddress.ALLOWED);
    if (template.isEmpty()) {
      if (which.uploads()) {
        section.error("url", "nothing", UploadAddress.ALLOWED + ", because which is " + which);
      }
      return Optional.empty();
    }
    Optional<UploadAddress> address = UploadAddress.of(template, site, edge);
    if (address.isEmpty()) {
      section.error("url", "'" + template + "'", UploadAddress.ALLOWED);
    }
    return address;
  }
}
