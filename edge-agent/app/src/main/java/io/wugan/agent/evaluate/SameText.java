package io.wugan.agent.evaluate;

/** When two plate texts count as the same: 0 and O, 1 and I are equal, as old labels mix them. */
final class SameText {

  private SameText() {}

  static boolean same(String a, String b) {
    return fold(a).equals(fold(b));
  }

  /** The first character left out of the comparison. */
  static boolean sameWithoutProvince(String a, String b) {
    return same(tail(a), tail(b));
  }

  static boolean same(char a, char b) {
    return fold(a) == fold(b);
  }

  private static String tail(String text) {
    return text.isEmpty() ? text : text.substring(1);
  }

  private static String fold(String text) {
    return text.replace('O', '0').replace('I', '1');
  }

  private static char fold(char c) {
    return c == 'O' ? '0' : c == 'I' ? '1' : c;
  }
}
