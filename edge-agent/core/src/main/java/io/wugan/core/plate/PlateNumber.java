package io.wugan.core.plate;

import java.util.Optional;

/**
 * A plate's text in normal form, accepted by the grammar of at least one category. Personal data:
 * {@link #toString()} is masked, so that no log line carries the whole text by accident; {@link
 * #text()} is for records and matching.
 *
 * @param text normalised text, 7 or 8 characters, province first where there is one
 */
public record PlateNumber(String text) {

  /**
   * @throws IllegalArgumentException if no category's grammar accepts {@code text} as it stands
   */
  public PlateNumber {
    if (PlateGrammar.listCategories(text).isEmpty()) {
      throw new IllegalArgumentException(
          "not a plate of GA 36-2018: " + mask(text) + " (" + text.length() + " characters)");
    }
  }

  /** Normalises {@code raw}; empty if it is no plate. */
  public static Optional<PlateNumber> parse(String raw) {
    String text = PlateNormalizer.normalize(raw);
    return PlateGrammar.listCategories(text).isEmpty()
        ? Optional.empty()
        : Optional.of(new PlateNumber(text));
  }

  /**
   * Normalises {@code raw}.
   *
   * @throws IllegalArgumentException if it is no plate
   */
  public static PlateNumber of(String raw) {
    return new PlateNumber(PlateNormalizer.normalize(raw));
  }

  /** The text with its middle hidden, as logs and public displays may show it: {@code 浙A1***5}. */
  public String masked() {
    return mask(text);
  }

  /** Hides the middle of any plate-like text; texts under five characters are hidden whole. */
  public static String mask(String text) {
    if (text.length() < 5) {
      return "*".repeat(text.length());
    }
    return text.substring(0, 3) + "*".repeat(text.length() - 4) + text.substring(text.length() - 1);
  }

  @Override
  public String toString() {
    return masked();
  }
}
