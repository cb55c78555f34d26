package io.wugan.agent.config;

import io.wugan.sync.contract.CommandKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.regex.Pattern;

/** PEM files that lie beside a setup file and are named in it. */
final class SetupPems {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String NAME_ALLOWED =
      "the name of a PEM file beside this file  与本文件同目录的 PEM 文件名";
  private static final int MAX_BYTES = 64 * 1024;

  private final Path folder;

  SetupPems(Path folder) {
    this.folder = folder;
  }

  /** Text of a file of certificates; empty where the key is missing, or something is wrong. */
  Optional<String> certificates(ConfigSection section, String key) {
    return read(
        section,
        key,
        file -> {
          try (InputStream in = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
              throw new IOException("no certificate");
            }
          } catch (CertificateException other) {
            throw new IOException(other.getMessage(), other);
          }
        },
        "certificates (BEGIN CERTIFICATE)  证书");
  }

  /** Text of a file of public keys; empty where the key is missing, or something is wrong. */
  Optional<String> publicKeys(ConfigSection section, String key) {
    return read(section, key, CommandKeys::load, "1 to 8 public keys (BEGIN PUBLIC KEY)  1～8 个公钥");
  }

  private interface Check {
    void of(Path file) throws IOException;
  }

  private Optional<String> read(ConfigSection section, String key, Check check, String wanted) {
    if (section.scalarNode(key).filter(node -> !node.getValue().isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    String name = section.require(key, NAME, NAME_ALLOWED);
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Path file = folder.resolve(name);
    try {
      if (!Files.isRegularFile(file)) {
        section.error(key, "'" + name + "', which is not there", NAME_ALLOWED);
        return Optional.empty();
      }
      if (Files.size(file) > MAX_BYTES) {
        section.error(key, "'" + name + "' of more than 64 KB", wanted);
        return Optional.empty();
      }
      check.of(file);
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException other) {
      section.error(
          key, "'" + name + "', which holds no such thing: " + other.getMessage(), wanted);
      return Optional.empty();
    }
  }
}
