package io.wugan.agent.config;

import io.wugan.sync.uplink.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the keys {@code ca}, {@code certificate} and {@code key} of a section {@code tls}. */
final class TlsReader {

  private static final Pattern ANY = Pattern.compile("(?s).+");

  private TlsReader() {}

  static TlsFiles read(ConfigSection tls, Function<String, Path> paths) {
    Optional<Path> certificate = path(tls, "certificate", paths);
    Optional<Path> key = path(tls, "key", paths);
    Optional<Path> ca = path(tls, "ca", paths);
    if (certificate.isPresent() != key.isPresent()) {
      tls.error(
          certificate.isPresent() ? "key" : "certificate",
          "nothing",
          "a path, because " + (certificate.isPresent() ? "certificate" : "key") + " is given");
      return TlsFiles.NONE;
    }
    return new TlsFiles(ca, certificate, key);
  }

  /** A path that may be left out. */
  static Optional<Path> path(ConfigSection section, String key, Function<String, Path> paths) {
    String text = section.text(key, "", ANY, "a path");
    return text.isEmpty() ? Optional.empty() : Optional.of(paths.apply(text));
  }
}
