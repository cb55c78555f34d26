package io.wugan.agent.x509;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts of RFC 7468. Stateless. */
public final class Pem {

  /** Of a certificate (section 5). */
  public static final String CERTIFICATE = "CERTIFICATE";

  /** Of a private key without a password (section 10). */
  public static final String PRIVATE_KEY = "PRIVATE KEY";

  private static final int LINE = 64;

  private Pem() {}

  /** A block of that label, with a line end behind it. */
  public static String block(String label, byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, lines.encodeToString(der), label);
  }
}
