package io.wugan.sync.uplink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which identity the next connection has. Files that have changed are taken over for the next one;
 * those that are torn, or do not fit each other, leave everything as it was. A new identity is on
 * trial until a connection came about with it: after {@value #TRIES} failures the proved one has
 * every second turn, so that a wrong certificate costs no record. A board whose own certificate is
 * not there yet has no identity, and no connection, until it comes.
 *
 * <pre>
 * NONE ── files came ──▶ TRIAL
 * PROVED ── files changed ──▶ TRIAL ── connected ──▶ PROVED
 *                               └── failed 3 times: in turn with the proved one
 * </pre>
 *
 * <p>Confined to the uplink's thread, but for {@link #expires()}.
 */
final class TlsRotation {

  private static final Logger log = LoggerFactory.getLogger(TlsRotation.class);

  /** Failures of a new identity before the proved one is tried again too. */
  static final int TRIES = 3;

  private final TlsFiles files;
  private final Supplier<Instant> now;
  private @Nullable TlsIdentity proved;
  private @Nullable TlsIdentity trial;
  private @Nullable TlsIdentity used;
  private int failures;
  private String stamp;
  private volatile Optional<Instant> expires;

  /**
   * Reads the files for the first time. A certificate of the board or a key that is not there is
   * waited for: vehicles are recorded all the same.
   *
   * @param files where they are
   * @param now the time by which the broker's certificate must be good
   * @throws IllegalArgumentException if those that are there cannot be used
   */
  TlsRotation(TlsFiles files, Supplier<Instant> now) {
    this.files = files;
    this.now = now;
    try {
      this.stamp = stamp();
      this.proved = files.missing().isPresent() ? null : TlsIdentity.load(files);
    } catch (IOException unusable) {
      throw new IllegalArgumentException(
          "the files for TLS cannot be used: " + unusable.getMessage(), unusable);
    }
    this.expires = proved == null ? Optional.empty() : proved.expires();
  }

  /** Until when the certificate is good that was used last; empty where there is none. */
  Optional<Instant> expires() {
    return expires;
  }

  /** Sockets for the next connection. */
  SSLSocketFactory next() throws TransportException {
    takeOver();
    TlsIdentity candidate = trial;
    TlsIdentity known = proved;
    boolean old = known != null && failures >= TRIES && failures % 2 == 1;
    TlsIdentity chosen = candidate == null || old ? known : candidate;
    if (chosen == null) {
      throw new TransportException(
          "not enrolled yet: "
              + files
                  .missing()
                  .map(file -> file + " is not there")
                  .orElse("no usable certificate"));
    }
    used = chosen;
    expires = chosen.expires();
    try {
      return chosen.sockets(now.get());
    } catch (GeneralSecurityException | IOException unusable) {
      throw new TransportException("cannot use the certificates: " + unusable, unusable);
    }
  }

  /** Whether the files have changed since the present connection was made. Looks at the disk. */
  boolean changed() {
    takeOver();
    TlsIdentity candidate = trial;
    return candidate != null && used != candidate && failures == 0;
  }

  private void takeOver() {
    try {
      String found = stamp();
      if (!found.equals(stamp)) {
        // First: a file that changes while it is read is read once more.
        stamp = found;
        if (files.missing().isPresent()) {
          log.warn("{} is not there; what was read before stays", files.missing().get());
          return;
        }
        trial = TlsIdentity.load(files);
        failures = 0;
        log.info("new certificates are taken over with the next connection");
      }
    } catch (IOException unusable) {
      log.warn("new certificates cannot be used, the old ones stay: {}", unusable.getMessage());
    }
  }

  /** A connection came about. */
  void connected() {
    TlsIdentity candidate = trial;
    if (candidate != null && used == candidate) {
      proved = candidate;
      trial = null;
      failures = 0;
      log.info("the new certificates are proved");
    }
  }

  /** No connection came about. */
  void failed() {
    if (trial != null) {
      failures++;
      if (failures == TRIES) {
        log.warn("the new certificates failed {} times; the old ones are tried too", TRIES);
      }
    }
  }

  private String stamp() throws IOException {
    StringBuilder stamps = new StringBuilder();
    for (Path file : files.all().collect(Collectors.toList())) {
      if (Files.exists(file)) {
        stamps
            .append(Files.getLastModifiedTime(file).toMillis())
            .append('/')
            .append(Files.size(file));
      }
      stamps.append(' ');
    }
    return stamps.toString();
  }
}
