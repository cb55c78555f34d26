package io.wugan.agent.page.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCertificateTest {

  @TempDir Path folder;

  private PageCertificate open() throws Exception {
    return PageCertificate.open(
        folder.resolve("certificate.p12"),
        "Wugan 测试/e1",
        Set.of("gate-a.local"),
        Set.of(InetAddress.getByName("192.168.1.9"), InetAddress.getByName("::1")));
  }

  @Test
  void certificate_isMadeOnce_andKnownByItsFingerprint() throws Exception {
    PageCertificate first = open();
    assertThat(first.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(open().fingerprint()).isEqualTo(first.fingerprint());
    assertThat(PageCertificate.open(folder.resolve("certificate.p12")).fingerprint())
        .isEqualTo(first.fingerprint());
    Files.delete(folder.resolve("certificate.p12"));
    assertThat(open().fingerprint()).isNotEqualTo(first.fingerprint());
  }

  @Test
  void certificate_saysWhatItIs_asJavaReadsIt() throws Exception {
    X509Certificate certificate = open().certificate();
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Wugan 测试/e1");
    assertThat(certificate.getSerialNumber().signum()).isPositive();
    assertThat(certificate.getSubjectAlternativeNames().toString())
        .contains("gate-a.local", "192.168.1.9", "0:0:0:0:0:0:0:1");
    assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
    assertThat(certificate.getKeyUsage()[0]).isTrue();
    assertThat(certificate.getExtendedKeyUsage()).isEqualTo(List.of("1.3.6.1.5.5.7.3.1"));
    certificate.checkValidity(Date.from(Instant.parse("2024-01-01T00:00:01Z")));
    certificate.checkValidity(Date.from(Instant.parse("2049-12-31T23:59:58Z")));
  }

  @Test
  void keyStore_damaged_isToldWithWhatToDo() throws Exception {
    Files.writeString(folder.resolve("certificate.p12"), "nonsense");
    assertThatIOException().isThrownBy(this::open).withMessageContaining("certificate.p12");
  }
}
