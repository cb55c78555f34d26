package io.wugan.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.agent.page.tls.PageCertificate;
import io.wugan.agent.x509.Pem;
import io.wugan.core.health.HealthBook;
import io.wugan.core.health.HealthFault;
import io.wugan.core.health.HealthKind;
import io.wugan.core.time.SystemLotClock;
import io.wugan.sync.uplink.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTest {

  @TempDir Path folder;
  private final HealthBook health = new HealthBook(alarm -> true, new SystemLotClock());

  private List<String> faults() {
    return health.faults().stream()
        .filter(fault -> fault.kind() == HealthKind.CERTIFICATE_WANTED)
        .map(HealthFault::detail)
        .toList();
  }

  @Test
  void certificate_isWantedUntilItIsThere_andAgainWhenItRunsOut() throws Exception {
    Path certificate = folder.resolve("board.pem");
    Path key = folder.resolve("board.key");
    CertificateWatch watch =
        new CertificateWatch(
            health, new TlsFiles(Optional.empty(), Optional.of(certificate), Optional.of(key)));

    watch.look(Instant.now());
    assertThat(faults()).singleElement().asString().contains("not enrolled yet", "board.pem");

    // Good until the end of 2049.
    X509Certificate made =
        PageCertificate.open(folder.resolve("store"), "board", Set.of("board"), Set.of())
            .certificate();
    Files.writeString(certificate, Pem.block(Pem.CERTIFICATE, made.getEncoded()));
    watch.look(Instant.now());
    assertThat(faults()).singleElement().asString().contains("board.key");

    Files.writeString(key, "a key");
    watch.look(Instant.now());
    assertThat(faults()).isEmpty();

    Instant until = made.getNotAfter().toInstant();
    watch.look(until.minus(Duration.ofDays(15)));
    assertThat(faults()).isEmpty();
    watch.look(until.minus(Duration.ofDays(13)));
    assertThat(faults()).singleElement().asString().contains("was not renewed");

    Files.writeString(certificate, "no certificate");
    Files.setLastModifiedTime(certificate, FileTime.from(until));
    watch.look(Instant.now());
    assertThat(faults()).singleElement().asString().contains("cannot be read");
  }

  @Test
  void boardThatNeedsNoCertificate_isNotAskedForOne() {
    new CertificateWatch(health, TlsFiles.NONE).look(Instant.now());

    assertThat(faults()).isEmpty();
  }
}
