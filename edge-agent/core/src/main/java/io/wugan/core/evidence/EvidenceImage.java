package io.wugan.core.evidence;

import io.wugan.core.time.LotTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A JPEG picture in memory, named by its content. Immutable. */
public final class EvidenceImage {

  private final EvidenceKind kind;
  private final LotTime takenAt;
  private final byte[] jpeg;
  private final String sha256;

  /**
   * @param kind what it shows
   * @param takenAt when the frame was taken
   * @param jpeg the encoded picture; copied
   */
  public EvidenceImage(EvidenceKind kind, LotTime takenAt, byte[] jpeg) {
    this.kind = kind;
    this.takenAt = takenAt;
    this.jpeg = jpeg.clone();
    this.sha256 = digest(this.jpeg);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      // Every Java platform has SHA-256 (java.security.MessageDigest).
      throw new IllegalStateException(impossible);
    }
  }

  /** What it shows. */
  public EvidenceKind kind() {
    return kind;
  }

  /** The encoded picture; a copy. */
  public byte[] jpeg() {
    return jpeg.clone();
  }

  /** How records refer to this picture. */
  public EvidenceRef ref() {
    return new EvidenceRef(kind, sha256, jpeg.length, "image/jpeg", takenAt);
  }
}
