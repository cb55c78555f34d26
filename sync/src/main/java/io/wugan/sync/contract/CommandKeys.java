package io.wugan.sync.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Whose commands the board obeys: public keys, one of which must have signed a message (JSON Web
 * Signature, RFC 7515, compact form; Ed25519 by RFC 8037 or ECDSA on P-256 with SHA-256). Each key
 * may sign by its own algorithm only, so that nobody can choose a weaker one. Immutable and
 * thread-safe.
 */
public final class CommandKeys {

  /** As many keys as a file may hold: those of now and of next, for a few who command. */
  public static final int MOST_KEYS = 8;

  // The payload grows by a third as Base64, and the header and the signature stand beside it.
  private static final int MAX_BYTES = CommandReader.MAX_BYTES * 4 / 3 + 1024;
  private static final int MAX_FILE = 64 * 1024;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private record Key(PublicKey key, String algorithm) {}

  private final List<Key> keys;

  private CommandKeys(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads a PEM file of public keys (SubjectPublicKeyInfo, RFC 7468 section 13), as {@code openssl
   * pkey -pubout} writes them.
   *
   * @throws IOException if it cannot be read, or holds no key or one that cannot be used
   */
  public static CommandKeys load(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE) {
      throw new IOException(file + ": larger than the 64 KB that keys may take");
    }
    Matcher blocks = PEM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    List<Key> keys = new ArrayList<>();
    while (blocks.find()) {
      keys.add(key(file, keys.size() + 1, blocks.group(1)));
    }
    if (keys.isEmpty() || keys.size() > MOST_KEYS) {
      throw new IOException(
          "%s: holds %d public keys (BEGIN PUBLIC KEY); 1 to %d are wanted"
              .formatted(file, keys.size(), MOST_KEYS));
    }
    return new CommandKeys(keys);
  }

  private static Key key(Path file, int number, String base64) throws IOException {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      for (String family : List.of("Ed25519", "EC")) {
        Key found = key(family, der);
        if (found != null) {
          return found;
        }
      }
    } catch (IllegalArgumentException broken) {
      throw new IOException(file + ": key " + number + " is no Base64", broken);
    }
    throw new IOException(
        file + ": key " + number + " is neither Ed25519 nor ECDSA on the curve P-256");
  }

  private static @Nullable Key key(String family, byte[] der) {
    try {
      PublicKey key = KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(der));
      if (key instanceof EdECPublicKey) {
        return new Key(key, AlgorithmIdentifiers.EDDSA);
      }
      boolean p256 =
          key instanceof ECPublicKey curve
              && curve.getParams().getCurve().equals(EllipticCurves.P256.getCurve());
      return p256 ? new Key(key, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256) : null;
    } catch (GeneralSecurityException other) {
      return null;
    }
  }

  /**
   * What was signed.
   *
   * @param message the compact form
   * @throws UntrustedMessageException if no key of these has signed it
   */
  public byte[] open(byte[] message) throws UntrustedMessageException {
    if (message.length > MAX_BYTES) {
      throw new UntrustedMessageException(
          message.length + " bytes, more than the " + MAX_BYTES + " that it may have");
    }
    String compact = new String(message, StandardCharsets.ISO_8859_1).strip();
    for (Key key : keys) {
      byte[] signed = open(compact, key);
      if (signed != null) {
        return signed;
      }
    }
    throw new UntrustedMessageException("no trusted key has signed it");
  }

  private static byte @Nullable [] open(String compact, Key key) throws UntrustedMessageException {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmConstraints(
          new AlgorithmConstraints(ConstraintType.PERMIT, key.algorithm()));
      signature.setCompactSerialization(compact);
      if (!key.algorithm().equals(signature.getAlgorithmHeaderValue())) {
        return null;
      }
      signature.setKey(key.key());
      return signature.verifySignature() ? signature.getPayloadBytes() : null;
    } catch (JoseException | RuntimeException none) {
      // A library that is fed by strangers: whatever it throws, nothing was signed.
      throw new UntrustedMessageException("it is no signed message", none);
    }
  }
}
