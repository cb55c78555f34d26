package io.wugan.sync.uplink;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PEM files for an encrypted connection. They are read anew when they have changed, so that
 * certificates can be renewed while the board runs.
 *
 * @param ca authorities that may sign the broker's certificate; empty for those of the Java
 *     platform
 * @param certificate the board's own certificate, with what leads to its authority after it; empty
 *     for none
 * @param key its private key, PKCS#8 without a password (RFC 7468 section 10); there if the
 *     certificate is
 */
public record TlsFiles(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {

  /** The authorities of the Java platform, and no certificate of its own. */
  public static final TlsFiles NONE =
      new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException if only one of certificate and key is there
   */
  public TlsFiles {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("a certificate needs its key, and a key its certificate");
    }
  }

  /** Those that are there. */
  Stream<Path> all() {
    return Stream.of(ca, certificate, key).flatMap(Optional::stream);
  }
}
