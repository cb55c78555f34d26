package io.wugan.agent.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that {@code keytool} makes, each its own authority. */
class IssuedCheckTest {

  @TempDir Path folder;
  private int made;

  private X509Certificate make(String name, String start, int days, String... more)
      throws Exception {
    Path store = folder.resolve("store-" + ++made);
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                "a",
                "-dname",
                "CN=" + name,
                "-startdate",
                start,
                "-validity",
                String.valueOf(days),
                "-storepass",
                "changeit",
                "-keystore",
                store.toString()));
    words.addAll(List.of(more));
    Process keytool = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(said).isZero();
    KeyStore opened = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      opened.load(in, "changeit".toCharArray());
    }
    return (X509Certificate) opened.getCertificate("a");
  }

  private static List<X509Certificate> chain(
      X509Certificate own, String name, X509Certificate authority, Instant at) throws Exception {
    return IssuedCheck.chain(List.of(own), own.getPublicKey(), name, List.of(authority), at);
  }

  private static String refusal(
      X509Certificate own, String name, X509Certificate authority, Instant at) {
    EnrolException refused =
        catchThrowableOfType(EnrolException.class, () -> chain(own, name, authority, at));
    assertThat(refused).isNotNull();
    assertThat(refused.isLater()).isFalse();
    return String.valueOf(refused.getMessage());
  }

  @Test
  void goodCertificate_isTaken_evenALittleBeforeItsTime() throws Exception {
    X509Certificate own = make("s1-e1", "-1H", 30);
    Instant from = own.getNotBefore().toInstant();

    assertThat(chain(own, "s1-e1", own, Instant.now())).containsExactly(own);
    assertThat(chain(own, "s1-e1", own, from.minus(Duration.ofMinutes(4)))).containsExactly(own);
  }

  @Test
  void certificateOutsideItsTime_isRefused() throws Exception {
    X509Certificate own = make("s1-e1", "-1H", 30);
    Instant from = own.getNotBefore().toInstant();

    assertThat(refusal(own, "s1-e1", own, from.minus(Duration.ofMinutes(6))))
        .contains("is good from", "自");
    assertThat(refusal(own, "s1-e1", own, from.plus(Duration.ofDays(30))))
        .contains("was good until", "到期");
  }

  @Test
  void certificateForAnotherNameKeyUseOrFromAnotherAuthority_isRefused() throws Exception {
    X509Certificate own = make("s1-e1", "-1H", 30);
    X509Certificate other = make("s1-e1", "-1H", 30);
    X509Certificate server = make("s1-e1", "-1H", 30, "-ext", "eku=serverAuth");
    Instant now = Instant.now();

    assertThat(refusal(own, "s1-e2", own, now)).contains("'s1-e1'", "'s1-e2'");
    assertThat(refusal(own, "s1-e1", other, now)).contains("none of the authorities");
    assertThat(refusal(server, "s1-e1", server, now)).contains("not for clients");
    EnrolException foreign =
        catchThrowableOfType(
            EnrolException.class,
            () ->
                IssuedCheck.chain(List.of(own), other.getPublicKey(), "s1-e1", List.of(own), now));
    assertThat(foreign).hasMessageContaining("has this board's key");
  }
}
