package io.wugan.core.plate;

/** The characters that stand on plates (GA 36-2018), in the standard's order. */
public final class PlateAlphabet {

  /** The 31 province abbreviations. */
  public static final String PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";

  /** Letters of a serial: A to Z without I and O. */
  public static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

  /** Digits. */
  public static final String DIGITS = "0123456789";

  /** Words that stand before or after a serial. */
  public static final String SPECIALS = "学警港澳挂使领民航应急临超试";

  private PlateAlphabet() {}

  /** Whether {@code c} is one of the 31 provinces. */
  public static boolean isProvince(char c) {
    return PROVINCES.indexOf(c) >= 0;
  }

  /** Whether {@code c} is an ASCII capital letter, I and O included. */
  public static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Whether {@code c} is an ASCII digit. */
  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether {@code c} may stand on a plate at all. */
  public static boolean isPlateCharacter(char c) {
    return isProvince(c) || isLetter(c) || isDigit(c) || SPECIALS.indexOf(c) >= 0;
  }
}
