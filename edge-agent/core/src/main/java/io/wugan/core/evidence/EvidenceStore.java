package io.wugan.core.evidence;

import java.io.IOException;

/** Keeps pictures. Thread-safe. */
@FunctionalInterface
public interface EvidenceStore {

  /**
   * Keeps a picture so that it survives a power cut from the moment this returns. The same picture
   * twice is kept once. Blocks for the time of a write.
   *
   * @throws IOException if it could not be kept; nothing half-written is left under its name
   */
  EvidenceRef store(EvidenceImage image) throws IOException;
}
