package io.wugan.sync.uplink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

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

  /**
   * Reads the files, for a library that makes its own sockets and checks the host name.
   *
   * @param at the time by which the server's certificate must be good
   * @throws IOException if one cannot be read or holds not what it should; says which, and what is
   *     wanted
   */
  public SSLContext context(Instant at) throws IOException {
    try {
      return TlsIdentity.load(this).context(at);
    } catch (GeneralSecurityException unusable) {
      throw new IOException("cannot use the certificates: " + unusable.getMessage(), unusable);
    }
  }

  /**
   * The certificate of the board or its key, if the file is not there: a board that is not enrolled
   * yet. Looks at the disk.
   */
  public Optional<Path> missing() {
    return Stream.of(certificate, key)
        .flatMap(Optional::stream)
        .filter(file -> !Files.exists(file))
        .findFirst();
  }

  /** Those that are given. */
  Stream<Path> all() {
    return Stream.of(ca, certificate, key).flatMap(Optional::stream);
  }
}
