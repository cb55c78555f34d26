package io.wugan.agent.page.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: PBKDF2 (RFC 8018, section 5.2) with HMAC-SHA-512, in the form {@code
 * pbkdf2-sha512$ROUNDS$SALT$HASH}, hexadecimal. Immutable.
 */
final class PasswordHash {

  /**
   * As OWASP's Password Storage Cheat Sheet has it for HMAC-SHA-512; about 0.2 s of one core of a
   * laptop and 1 s of one of a Raspberry Pi 4, so only one is computed at a time.
   */
  static final int ROUNDS = 210_000;

  private static final String NAME = "pbkdf2-sha512";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int FEWEST_ROUNDS = 1_000;
  private static final int MOST_ROUNDS = 10_000_000;

  private final int rounds;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int rounds, byte[] salt, byte[] hash) {
    this.rounds = rounds;
    this.salt = salt;
    this.hash = hash;
  }

  /** A new one, with a salt of its own; blocks for the time of the rounds. */
  static PasswordHash of(char[] password, int rounds, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(rounds, salt, derive(password, salt, rounds));
  }

  /** One that no password matches, and that takes as long to say so. */
  static PasswordHash ofNobody(int rounds, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] hash = new byte[HASH_BYTES];
    random.nextBytes(salt);
    random.nextBytes(hash);
    return new PasswordHash(rounds, salt, hash);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static PasswordHash parse(String text) {
    String[] parts = text.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(NAME)) {
      throw new IllegalArgumentException(
          "a password must be kept as " + NAME + "$ROUNDS$SALT$HASH");
    }
    int rounds = Integer.parseInt(parts[1]);
    if (rounds < FEWEST_ROUNDS || rounds > MOST_ROUNDS) {
      throw new IllegalArgumentException(
          "rounds must be " + FEWEST_ROUNDS + " to " + MOST_ROUNDS + ", not " + rounds);
    }
    byte[] hash = HexFormat.of().parseHex(parts[3]);
    if (hash.length != HASH_BYTES) {
      throw new IllegalArgumentException("a hash must have " + HASH_BYTES + " bytes");
    }
    return new PasswordHash(rounds, HexFormat.of().parseHex(parts[2]), hash);
  }

  /** Whether this is that password; blocks for the time of the rounds. */
  boolean matches(char[] password) {
    return MessageDigest.isEqual(hash, derive(password, salt, rounds));
  }

  /** For the file. */
  String text() {
    HexFormat hex = HexFormat.of();
    return NAME + "$" + rounds + "$" + hex.formatHex(salt) + "$" + hex.formatHex(hash);
  }

  private static byte[] derive(char[] password, byte[] salt, int rounds) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, HASH_BYTES * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no PBKDF2 with HMAC-SHA-512", missing);
    } finally {
      spec.clearPassword();
    }
  }

  /** Does not show the hash. */
  @Override
  public String toString() {
    return NAME + "$…";
  }
}
