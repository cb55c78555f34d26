package io.wugan.core.plate;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/**
 * Brings a plate text into the one form in which plates are compared: no separators, half-width
 * capitals, Latin instead of look-alike letters, and O, I and digits put right where only one of
 * them is legal.
 */
public final class PlateNormalizer {

  // Dots and the minus sign, which belong to no class of separators; spaces and dashes do.
  private static final String DOTS = "·.•・‧∙⋅。●−";

  // Cyrillic and Greek capitals that look like Latin ones, as keyboards and other systems send
  // them.
  private static final Map<Character, Character> LOOK_ALIKES =
      Map.ofEntries(
          Map.entry('А', 'A'),
          Map.entry('В', 'B'),
          Map.entry('Е', 'E'),
          Map.entry('К', 'K'),
          Map.entry('М', 'M'),
          Map.entry('Н', 'H'),
          Map.entry('О', 'O'),
          Map.entry('Р', 'P'),
          Map.entry('С', 'C'),
          Map.entry('Т', 'T'),
          Map.entry('У', 'Y'),
          Map.entry('Х', 'X'),
          Map.entry('Ѕ', 'S'),
          Map.entry('І', 'I'),
          Map.entry('Ј', 'J'),
          Map.entry('Α', 'A'),
          Map.entry('Β', 'B'),
          Map.entry('Ε', 'E'),
          Map.entry('Ζ', 'Z'),
          Map.entry('Η', 'H'),
          Map.entry('Ι', 'I'),
          Map.entry('Κ', 'K'),
          Map.entry('Μ', 'M'),
          Map.entry('Ν', 'N'),
          Map.entry('Ο', 'O'),
          Map.entry('Ρ', 'P'),
          Map.entry('Τ', 'T'),
          Map.entry('Υ', 'Y'),
          Map.entry('Χ', 'X'));

  private static final Map<Character, Character> DIGIT_TO_LETTER =
      Map.of('0', 'D', '8', 'B', '5', 'S', '2', 'Z', '6', 'G');

  private static final Map<Character, Character> LETTER_TO_DIGIT =
      Map.of('D', '0', 'Q', '0', 'O', '0', 'B', '8', 'S', '5', 'Z', '2', 'G', '6', 'I', '1');

  private PlateNormalizer() {}

  /**
   * Normalises a text. A text that becomes no plate by it is returned as far as it was brought;
   * nothing is refused here. A character is changed only where the plate's grammar leaves it no
   * other meaning.
   */
  public static String normalize(String raw) {
    return correctByPosition(canonicalize(raw));
  }

  // Decomposed, so that accents fall away and taking out a separator never joins its neighbours.
  private static String canonicalize(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    Normalizer.normalize(raw, Normalizer.Form.NFKD)
        .chars()
        .filter(c -> !isSeparator((char) c))
        .forEach(c -> text.append((char) c));
    String capitals = text.toString().toUpperCase(Locale.ROOT);
    StringBuilder latin = new StringBuilder(capitals.length());
    capitals.chars().forEach(c -> latin.append(LOOK_ALIKES.getOrDefault((char) c, (char) c)));
    return latin.toString();
  }

  private static boolean isSeparator(char c) {
    return switch (Character.getType(c)) {
      case Character.DASH_PUNCTUATION,
          Character.CONNECTOR_PUNCTUATION,
          Character.NON_SPACING_MARK,
          Character.FORMAT ->
          true;
      default -> DOTS.indexOf(c) >= 0 || Character.isWhitespace(c) || Character.isSpaceChar(c);
    };
  }

  private static String correctByPosition(String text) {
    if (!PlateGrammar.listCategories(text).isEmpty()) {
      return text;
    }
    StringBuilder corrected = new StringBuilder(text);
    for (int i = 0; i < corrected.length(); i++) {
      corrected.setCharAt(i, correctIllegal(corrected.charAt(i), i));
    }
    correctOfficeCode(corrected);
    String serial = corrected.toString();
    return PlateGrammar.listCategories(serial).isEmpty() ? correctNewEnergy(corrected) : serial;
  }

  // I and O stand in no serial; only the issuing office (second place) may be an O.
  private static char correctIllegal(char c, int position) {
    if (position == 1) {
      return c;
    }
    return c == 'O' ? '0' : c == 'I' ? '1' : c;
  }

  private static void correctOfficeCode(StringBuilder text) {
    boolean ordinary = text.length() >= 7 && PlateAlphabet.isProvince(text.charAt(0));
    // Emergency, tractor and consulate plates carry digits in the second place.
    boolean digitsAreLegal = !PlateGrammar.listCategories(text.toString()).isEmpty();
    if (ordinary && !digitsAreLegal) {
      char office = text.charAt(1);
      text.setCharAt(1, DIGIT_TO_LETTER.getOrDefault(office, office));
    }
  }

  private static String correctNewEnergy(StringBuilder text) {
    if (text.length() != 8 || !PlateAlphabet.isProvince(text.charAt(0))) {
      return text.toString();
    }
    StringBuilder small = new StringBuilder(withDigits(text, 4, 8));
    char kind = small.charAt(2);
    small.setCharAt(2, DIGIT_TO_LETTER.getOrDefault(kind, kind));
    String large = withDigits(text, 2, 7);
    boolean maybeSmall = PlateGrammar.fits(small.toString(), PlateCategory.NEV_SMALL);
    boolean maybeLarge = PlateGrammar.fits(large, PlateCategory.NEV_LARGE);
    if (maybeSmall == maybeLarge) {
      return text.toString();
    }
    return maybeSmall ? small.toString() : large;
  }

  private static String withDigits(CharSequence text, int from, int to) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = from; i < to; i++) {
      char c = changed.charAt(i);
      changed.setCharAt(i, LETTER_TO_DIGIT.getOrDefault(c, c));
    }
    return changed.toString();
  }
}
