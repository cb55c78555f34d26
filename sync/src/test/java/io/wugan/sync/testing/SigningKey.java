package io.wugan.sync.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** A key that signs commands, as the cloud has one. */
public final class SigningKey {

  private final KeyPair pair;
  private final String algorithm;

  private SigningKey(KeyPair pair, String algorithm) {
    this.pair = pair;
    this.algorithm = algorithm;
  }

  /** A new Ed25519 key. */
  public static SigningKey ed25519() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    return new SigningKey(generator.generateKeyPair(), AlgorithmIdentifiers.EDDSA);
  }

  /** A new ECDSA key on a curve, such as {@code secp256r1}. */
  public static SigningKey ecdsa(String curve, String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return new SigningKey(generator.generateKeyPair(), algorithm);
  }

  public KeyPair pair() {
    return pair;
  }

  /** The public key, as {@code openssl pkey -pubout} writes it. */
  public String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  public Path write(Path file) throws IOException {
    return Files.writeString(file, pem());
  }

  /** The compact form of a signed message. */
  public byte[] sign(String payload) throws JoseException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(payload);
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKey(pair.getPrivate());
    return signature.getCompactSerialization().getBytes(StandardCharsets.US_ASCII);
  }
}
