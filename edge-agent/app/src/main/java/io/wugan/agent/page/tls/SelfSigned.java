package io.wugan.agent.page.tls;

import io.wugan.agent.x509.Der;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Certificates of version 3 that are signed by their own key (RFC 5280, section 4.1), for TLS
 * servers that people know by a fingerprint. Stateless.
 */
final class SelfSigned {

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String SUBJECT_ALT_NAME = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXT_KEY_USAGE = "2.5.29.37";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

  // Fixed: a board without a clock battery may believe any year when it makes its certificate, and
  // one that is not valid yet cannot be accepted by a browser at all.
  private static final String FROM = "240101000000Z";
  private static final String UNTIL = "491231235959Z";

  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final int SERIAL_BITS = 120;

  private SelfSigned() {}

  /**
   * Makes one.
   *
   * @param keys of the curve P-256
   * @param commonName what it is for, for people
   * @param names names of the server
   * @param addresses addresses of the server
   */
  static X509Certificate make(
      KeyPair keys, String commonName, Set<String> names, Set<InetAddress> addresses)
      throws GeneralSecurityException {
    byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
    byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text(commonName))));
    byte[] body =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS)),
            algorithm,
            name,
            Der.sequence(Der.time(FROM), Der.time(UNTIL)),
            name,
            keys.getPublic().getEncoded(),
            Der.tagged(0xa3, extensions(names, addresses)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(body);
    byte[] certificate = Der.sequence(body, algorithm, Der.bits(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static byte[] extensions(Set<String> names, Set<InetAddress> addresses) {
    List<byte[]> all = new ArrayList<>();
    names.forEach(each -> all.add(Der.tagged(DNS_NAME, each.getBytes(StandardCharsets.US_ASCII))));
    addresses.forEach(each -> all.add(Der.tagged(IP_ADDRESS, each.getAddress())));
    return Der.sequence(
        extension(SUBJECT_ALT_NAME, false, Der.sequence(all.toArray(new byte[0][]))),
        extension(BASIC_CONSTRAINTS, true, Der.sequence()),
        // digitalSignature alone, bit 0
        extension(KEY_USAGE, true, Der.bits(new byte[] {(byte) 0x80}, 7)),
        extension(EXT_KEY_USAGE, false, Der.sequence(Der.oid(SERVER_AUTH))));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }
}
