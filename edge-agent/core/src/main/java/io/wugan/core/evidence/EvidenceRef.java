package io.wugan.core.evidence;

import io.wugan.core.time.LotTime;

/**
 * A picture, referred to by its content.
 *
 * @param kind what it shows
 * @param sha256 hash of the file, 64 lower-case hexadecimal digits
 * @param sizeBytes length of the file
 * @param mediaType {@code image/jpeg}
 * @param takenAt when the frame was taken
 */
public record EvidenceRef(
    EvidenceKind kind, String sha256, int sizeBytes, String mediaType, LotTime takenAt) {

  /** The same picture, taken at another time. */
  public EvidenceRef takenAt(LotTime other) {
    return new EvidenceRef(kind, sha256, sizeBytes, mediaType, other);
  }
}
