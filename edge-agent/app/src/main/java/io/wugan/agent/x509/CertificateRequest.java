package io.wugan.agent.x509;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/**
 * Requests for a certificate, PKCS#10 (RFC 2986, section 4), for TLS clients with a key of the
 * curve P-256. What is asked for stands in an extension request (RFC 2985, section 5.4.2): a
 * signature key (RFC 5280, 4.2.1.3) for client authentication (4.2.1.12). Stateless.
 */
public final class CertificateRequest {

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXT_KEY_USAGE = "2.5.29.37";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final int ATTRIBUTES = 0xa0;

  private CertificateRequest() {}

  /**
   * Makes one, in DER.
   *
   * @param keys of the curve P-256; the private one signs, and goes nowhere
   * @param commonName what the certificate is to be for, 1 to 64 characters (RFC 5280, appendix
   *     A.1)
   * @throws GeneralSecurityException if the key is of another kind
   */
  public static byte[] make(KeyPair keys, String commonName) throws GeneralSecurityException {
    byte[] body =
        Der.sequence(
            Der.integer(BigInteger.ZERO),
            Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text(commonName)))),
            keys.getPublic().getEncoded(),
            Der.tagged(ATTRIBUTES, attribute()));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(body);
    return Der.sequence(body, Der.sequence(Der.oid(ECDSA_WITH_SHA256)), Der.bits(signature.sign()));
  }

  private static byte[] attribute() {
    byte[] extensions =
        Der.sequence(
            // digitalSignature alone, bit 0
            Der.sequence(
                Der.oid(KEY_USAGE), Der.yes(), Der.octets(Der.bits(new byte[] {(byte) 0x80}, 7))),
            Der.sequence(Der.oid(EXT_KEY_USAGE), Der.octets(Der.sequence(Der.oid(CLIENT_AUTH)))));
    return Der.sequence(Der.oid(EXTENSION_REQUEST), Der.set(extensions));
  }
}
