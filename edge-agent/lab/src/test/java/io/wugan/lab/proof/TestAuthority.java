package io.wugan.lab.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.wugan.sync.uplink.TlsFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An authority that signs certificates, by the program {@code openssl}. Used by one thread. */
final class TestAuthority {

  private final Path folder;
  private final String name;
  private int issued;

  TestAuthority(Path folder, String name) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.name = name;
    request(name, "/CN=" + name, List.of("-addext", "basicConstraints=critical,CA:TRUE"));
  }

  /** Its own certificate. */
  Path certificate() {
    return folder.resolve(name + ".pem");
  }

  /** A new certificate and its key. */
  TlsFiles issue(String commonName) throws IOException, InterruptedException {
    String file = commonName + "-" + ++issued;
    request(
        file,
        "/O=Test/CN=" + commonName,
        List.of(
            "-CA",
            certificate().toString(),
            "-CAkey",
            folder.resolve(name + ".key").toString(),
            "-addext",
            "subjectAltName=DNS:" + commonName));
    return new TlsFiles(
        Optional.of(certificate()),
        Optional.of(folder.resolve(file + ".pem")),
        Optional.of(folder.resolve(file + ".key")));
  }

  private void request(String file, String subject, List<String> more)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "openssl",
                "req",
                "-x509",
                "-nodes",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-days",
                "2",
                "-subj",
                subject,
                "-keyout",
                folder.resolve(file + ".key").toString(),
                "-out",
                folder.resolve(file + ".pem").toString()));
    words.addAll(more);
    Process openssl = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(openssl.exitValue()).as(said).isZero();
  }
}
