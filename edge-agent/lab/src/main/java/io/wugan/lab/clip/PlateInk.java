package io.wugan.lab.clip;

import java.awt.Color;

/**
 * The colours of a plate style. Immutable.
 *
 * @param top ground at the upper edge
 * @param bottom ground at the lower edge
 * @param text characters
 * @param accent characters that stand out, such as 警
 * @param frame the frame line
 * @param frameMm width of the frame line, millimetres
 * @param redLetters how many leading characters take the accent too
 */
record PlateInk(
    Color top, Color bottom, Color text, Color accent, Color frame, float frameMm, int redLetters) {

  private static final Color WHITE = new Color(0xF3F5F6);
  private static final Color BLACK = new Color(0x151617);
  private static final Color RED = new Color(0xC2201F);
  private static final Color GREEN_FRAME = new Color(0x1B3A2B);

  static PlateInk of(PlateStyle style) {
    return switch (style) {
      case SMALL_BLUE -> plain(0x123FA8, 0x0E3596, WHITE, WHITE, 2.4f);
      case LARGE_YELLOW, TRAILER, COACH -> plain(0xF4B81A, 0xECAC12, BLACK, BLACK, 2.4f);
      case POLICE, EMERGENCY -> white(0);
      case MILITARY -> white(1);
      case ARMED_POLICE -> white(2);
      case NEV_SMALL -> plain(0xE6F4EC, 0x5FC08F, BLACK, GREEN_FRAME, 1.6f);
      case NEV_LARGE -> plain(0x62C08C, 0x55B682, BLACK, GREEN_FRAME, 1.6f);
      case HK_MACAU, EMBASSY, CONSULATE -> plain(0x1B1C1E, 0x161719, WHITE, WHITE, 2.4f);
      case CIVIL_AVIATION -> plain(0x14804A, 0x117443, WHITE, WHITE, 2.4f);
    };
  }

  private static PlateInk plain(int top, int bottom, Color text, Color frame, float frameMm) {
    return new PlateInk(new Color(top), new Color(bottom), text, text, frame, frameMm, 0);
  }

  private static PlateInk white(int redLetters) {
    return new PlateInk(WHITE, new Color(0xE9EBEC), BLACK, RED, BLACK, 2, redLetters);
  }

  /** The ink of the character at the given place. */
  Color of(int index, char character) {
    return index < redLetters || "警应急".indexOf(character) >= 0 ? accent : text;
  }
}
