package io.wugan.core.plate;

/** Where a plate's colour comes from. */
public enum ColorSource {
  /** Seen in the picture. */
  PIXELS,
  /** Inferred from the text, because the picture has no colour. */
  GRAMMAR,
  /** Taken over from the session that the passage belongs to. */
  SESSION
}
