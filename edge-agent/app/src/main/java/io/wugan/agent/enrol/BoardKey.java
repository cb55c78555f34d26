package io.wugan.agent.enrol;

import io.wugan.agent.x509.Pem;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Key pairs of the curve P-256 as texts: the private block, and the public one behind it. */
final class BoardKey {

  private static final String PUBLIC_KEY = "PUBLIC KEY";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private BoardKey() {}

  static KeyPair make() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
    return generator.generateKeyPair();
  }

  /** Both blocks. */
  static String text(KeyPair keys) {
    return privateText(keys) + Pem.block(PUBLIC_KEY, keys.getPublic().getEncoded());
  }

  /** The private block, PKCS#8 without a password. */
  static String privateText(KeyPair keys) {
    return Pem.block(Pem.PRIVATE_KEY, keys.getPrivate().getEncoded());
  }

  /** Reads both blocks; empty if they are not there, or no such keys. */
  static Optional<KeyPair> parse(String text) {
    Matcher first = BLOCK.matcher(text);
    if (!first.find() || !first.group(1).equals(Pem.PRIVATE_KEY)) {
      return Optional.empty();
    }
    byte[] secret = Base64.getMimeDecoder().decode(first.group(2));
    if (!first.find() || !first.group(1).equals(PUBLIC_KEY)) {
      return Optional.empty();
    }
    byte[] open = Base64.getMimeDecoder().decode(first.group(2));
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return Optional.of(
          new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(open)),
              factory.generatePrivate(new PKCS8EncodedKeySpec(secret))));
    } catch (GeneralSecurityException other) {
      return Optional.empty();
    }
  }
}
