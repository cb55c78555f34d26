package io.wugan.devices.display;

import java.util.HexFormat;

/** Bytes as people read them, {@code 00 64 FF}. Stateless. */
final class Hex {

  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();
  private static final int MOST = 16;

  private Hex() {}

  static String of(byte[] bytes) {
    return SPACED.formatHex(bytes);
  }

  /** The first bytes only: enough to see what talks there, too few for a plate's text. */
  static String beginning(byte[] bytes, int length) {
    int shown = Math.min(length, MOST);
    return SPACED.formatHex(bytes, 0, shown) + (length > shown ? " …" : "");
  }
}
