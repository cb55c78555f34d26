package io.wugan.sync.ledger;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Whose pictures are held.
 *
 * @param kind a stay, a passage or one picture
 * @param id UUID of the stay or passage, or the picture's SHA-256 as 64 lower-case digits
 */
public record HoldSubject(Kind kind, String id) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** What is held. */
  public enum Kind {
    /** Every picture of a stay, those of an exit to come included. */
    SESSION,
    /** The pictures of one passage. */
    PASSAGE,
    /** One picture. */
    PICTURE
  }

  public HoldSubject {
    if (kind == Kind.PICTURE && !SHA256.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "'" + id + "' is no SHA-256: 64 digits of 0-9 and a-f are wanted");
    }
    if (kind != Kind.PICTURE) {
      id = UUID.fromString(id).toString();
    }
  }

  /** A stay. */
  public static HoldSubject session(UUID id) {
    return new HoldSubject(Kind.SESSION, id.toString());
  }

  /** A passage. */
  public static HoldSubject passage(UUID id) {
    return new HoldSubject(Kind.PASSAGE, id.toString());
  }

  /**
   * A picture.
   *
   * @throws IllegalArgumentException if it is no SHA-256 in hexadecimal digits
   */
  public static HoldSubject picture(String sha256) {
    return new HoldSubject(Kind.PICTURE, sha256.toLowerCase(Locale.ROOT));
  }

  /** {@code session 019c…}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + id;
  }
}
