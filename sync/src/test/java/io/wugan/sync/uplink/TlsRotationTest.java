package io.wugan.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board whose certificate is not there when it starts. */
class TlsRotationTest {

  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  private TlsFiles files() {
    return new TlsFiles(
        Optional.empty(),
        Optional.of(folder.resolve("current/board.pem")),
        Optional.of(folder.resolve("current/board.key")));
  }

  /** A key and its certificate in a folder of their own. */
  private Path make(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "a",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(said).isZero();
    KeyStore opened = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      opened.load(in, PASSWORD.toCharArray());
    }
    Key key = opened.getKey("a", PASSWORD.toCharArray());
    Certificate certificate = opened.getCertificate("a");
    Path made = Files.createDirectories(folder.resolve(name));
    Files.writeString(made.resolve("board.key"), pem("PRIVATE KEY", key.getEncoded()));
    Files.writeString(made.resolve("board.pem"), pem("CERTIFICATE", certificate.getEncoded()));
    return made;
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
  }

  @Test
  void certificateThatComesLater_isTakenUp_andOneThatGoesStaysInUse() throws Exception {
    TlsRotation rotation = new TlsRotation(files(), Instant::now);
    assertThat(files().missing()).contains(folder.resolve("current/board.pem"));
    assertThat(rotation.expires()).isEmpty();
    assertThatThrownBy(rotation::next)
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("not enrolled yet")
        .hasMessageContaining("board.pem");
    rotation.failed();

    Files.createSymbolicLink(folder.resolve("current"), make("first").getFileName());
    assertThat(rotation.next()).isNotNull();
    assertThat(rotation.expires()).isPresent();
    rotation.connected();
    assertThat(rotation.changed()).isFalse();

    Files.delete(folder.resolve("current"));
    assertThat(rotation.changed()).isFalse();
    assertThat(rotation.next()).isNotNull();

    Files.createSymbolicLink(folder.resolve("current"), make("second").getFileName());
    assertThat(rotation.changed()).isTrue();
  }

  @Test
  void keyWithoutItsCertificate_isNoIdentity_untilItFits() throws Exception {
    Path made = make("half");
    Files.createDirectories(folder.resolve("current"));
    Files.copy(made.resolve("board.key"), folder.resolve("current/board.key"));
    TlsRotation waiting = new TlsRotation(files(), Instant::now);
    assertThatThrownBy(waiting::next).hasMessageContaining("not enrolled yet");

    Files.writeString(folder.resolve("current/board.pem"), "no certificate");
    assertThatThrownBy(waiting::next).hasMessageContaining("not enrolled yet");
    assertThatThrownBy(() -> new TlsRotation(files(), Instant::now))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be used");

    Files.delete(folder.resolve("current/board.pem"));
    Files.copy(make("other").resolve("board.pem"), folder.resolve("current/board.pem"));
    assertThatThrownBy(waiting::next).hasMessageContaining("not enrolled yet");

    Files.delete(folder.resolve("current/board.pem"));
    Files.copy(made.resolve("board.pem"), folder.resolve("current/board.pem"));
    assertThat(waiting.next()).isNotNull();
  }
}
