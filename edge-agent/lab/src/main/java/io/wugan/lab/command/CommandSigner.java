package io.wugan.lab.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Signs commands: JSON Web Signature in compact form (RFC 7515). Immutable. */
public final class CommandSigner {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "Ed25519", AlgorithmIdentifiers.EDDSA,
          "EC", AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

  private final PrivateKey key;
  private final String algorithm;

  private CommandSigner(PrivateKey key, String algorithm) {
    this.key = key;
    this.algorithm = algorithm;
  }

  /**
   * Reads a private key, as {@code openssl genpkey -algorithm ed25519} writes it.
   *
   * @throws IOException if the file cannot be read or holds no such key
   */
  public static CommandSigner load(Path file) throws IOException {
    Matcher block = PEM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (block.find()) {
      PKCS8EncodedKeySpec spec =
          new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1)));
      for (Map.Entry<String, String> family : ALGORITHMS.entrySet()) {
        Optional<PrivateKey> key = key(family.getKey(), spec);
        if (key.isPresent()) {
          return new CommandSigner(key.get(), family.getValue());
        }
      }
    }
    throw new IOException(
        file
            + ": holds no private key (BEGIN PRIVATE KEY, PKCS#8) of Ed25519 or the curve P-256;"
            + " make one: openssl genpkey -algorithm ed25519 -out "
            + file);
  }

  private static Optional<PrivateKey> key(String family, PKCS8EncodedKeySpec spec) {
    try {
      return Optional.of(KeyFactory.getInstance(family).generatePrivate(spec));
    } catch (GeneralSecurityException other) {
      return Optional.empty();
    }
  }

  /**
   * A signed message.
   *
   * @param command JSON
   * @throws IllegalArgumentException if the key cannot sign
   */
  public String sign(String command) {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setPayload(command);
      signature.setAlgorithmHeaderValue(algorithm);
      signature.setKey(key);
      return signature.getCompactSerialization();
    } catch (JoseException unusable) {
      throw new IllegalArgumentException("the key cannot sign: " + unusable.getMessage(), unusable);
    }
  }
}
