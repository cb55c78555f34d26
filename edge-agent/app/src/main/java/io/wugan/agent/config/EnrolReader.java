package io.wugan.agent.config;

import io.wugan.agent.enrol.EnrolSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the section {@code enrol}; the one place that knows its defaults and ranges. */
final class EnrolReader {

  /** An EST server. */
  static final Pattern URL =
      Pattern.compile("https://[A-Za-z0-9.\\[\\]:-]+/\\.well-known/est(/[A-Za-z0-9._-]{1,64})?");

  /** The same for people. */
  static final String URL_ALLOWED = "https://HOST[:PORT]/.well-known/est[/LABEL]";

  private final ConfigSection root;
  private final Function<String, Path> paths;

  /**
   * @param root the whole file
   * @param paths makes a path of what the file says
   */
  EnrolReader(ConfigSection root, Function<String, Path> paths) {
    this.root = root;
    this.paths = paths;
  }

  Optional<EnrolSettings> read(String site, String edge) {
    if (!root.has("enrol")) {
      return Optional.empty();
    }
    ConfigSection enrol = root.section("enrol");
    String url = enrol.require("url", URL, URL_ALLOWED);
    Optional<Path> ca = TlsReader.path(enrol, "ca", paths);
    Path folder = TlsReader.path(enrol, "folder", paths).orElseGet(() -> paths.apply("enrol"));
    Duration least = Duration.ofMinutes(1);
    Optional<Duration> renewBefore =
        enrol.has("renewBefore")
            ? Optional.of(enrol.duration("renewBefore", least, least, Duration.ofDays(366)))
            : Optional.empty();
    return URL.matcher(url).matches()
        ? Optional.of(
            new EnrolSettings(site + "-" + edge, URI.create(url), ca, folder, renewBefore))
        : Optional.empty();
  }
}
