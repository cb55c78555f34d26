package io.wugan.agent.enrol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Answers of an EST server: certificates alone in a PKCS#7 of base64 (RFC 7030, sections 4.1.3 and
 * 4.2.3; RFC 5652, section 5, without signers). Stateless.
 */
final class CertsOnly {

  private static final int MOST = 20;

  private CertsOnly() {}

  /**
   * Reads one.
   *
   * @throws IOException if it is none; says why
   */
  static List<X509Certificate> parse(byte[] answer) throws IOException {
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(new String(answer, StandardCharsets.ISO_8859_1).strip());
    } catch (IllegalArgumentException other) {
      throw new IOException("the answer is no base64", other);
    }
    if (der.length == 0) {
      throw new IOException("the answer is empty");
    }
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Certificate one : factory.generateCertificates(new ByteArrayInputStream(der))) {
        found.add((X509Certificate) one);
      }
    } catch (GeneralSecurityException other) {
      throw new IOException(
          "the answer is no PKCS#7 of certificates: " + other.getMessage(), other);
    }
    if (found.isEmpty() || found.size() > MOST) {
      throw new IOException(
          "the answer holds %d certificates; 1 to %d are allowed".formatted(found.size(), MOST));
    }
    return found;
  }
}
