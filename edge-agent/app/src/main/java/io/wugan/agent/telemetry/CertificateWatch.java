package io.wugan.agent.telemetry;

import io.wugan.core.health.HealthKind;
import io.wugan.core.health.HealthPlace;
import io.wugan.core.health.HealthSink;
import io.wugan.sync.uplink.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says when the board has no certificate of its own yet, and when the one it has runs out without
 * having been renewed: half of the time is over in which it should have been. Confined to the
 * thread {@code telemetry}.
 */
final class CertificateWatch {

  // Renewed in the last third of its life (docs/first-boot.md).
  private static final int LIFE_PARTS = 6;
  private static final Duration LATEST = Duration.ofDays(14);

  private final HealthSink health;
  private final TlsFiles files;
  private Optional<Life> life = Optional.empty();
  private @Nullable FileTime read;

  private record Life(Instant from, Instant until) {}

  /**
   * @param health told
   * @param files of the way to the cloud; nothing is said where the board has no certificate there
   */
  CertificateWatch(HealthSink health, TlsFiles files) {
    this.health = health;
    this.files = files;
  }

  /** Looks. */
  void look(Instant now) {
    if (files.certificate().isEmpty()) {
      return;
    }
    Optional<Path> missing = files.missing();
    if (missing.isPresent()) {
      say(true, "not enrolled yet: " + missing.get() + " is not there; records wait on the board");
      return;
    }
    readAnew(files.certificate().get());
    if (life.isEmpty()) {
      say(true, files.certificate().get() + " cannot be read");
      return;
    }
    Duration whole = Duration.between(life.get().from(), life.get().until());
    Duration bearable = whole.dividedBy(LIFE_PARTS);
    Duration least = bearable.compareTo(LATEST) < 0 ? bearable : LATEST;
    say(
        now.isAfter(life.get().until().minus(least)),
        "it is good until " + life.get().until() + ", and was not renewed");
  }

  private void readAnew(Path file) {
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      if (changed.equals(read)) {
        return;
      }
      try (InputStream in = Files.newInputStream(file)) {
        X509Certificate own =
            (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        life = Optional.of(new Life(own.getNotBefore().toInstant(), own.getNotAfter().toInstant()));
      }
      read = changed;
    } catch (IOException | GeneralSecurityException unreadable) {
      life = Optional.empty();
    }
  }

  private void say(boolean wrong, String detail) {
    health.set(HealthKind.CERTIFICATE_WANTED, HealthPlace.BOARD, wrong, detail);
  }
}
