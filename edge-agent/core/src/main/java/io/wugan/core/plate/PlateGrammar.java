package io.wugan.core.plate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which texts are plates (GA 36-2018), and how likely each is. Texts are normalised ones, see
 * {@link PlateNormalizer}.
 */
public final class PlateGrammar {

  private static final String P = "[" + PlateAlphabet.PROVINCES + "]";
  // O is issued as second character in some provinces (川O, 冀O, 粤O); I never is.
  private static final String A = "[A-HJ-Z]";
  private static final String L = "[A-HJ-NP-Z]";
  private static final String S = "[A-HJ-NP-Z0-9]";
  // At most two letters are regular in a five-character serial; series with more exist and score
  // lower.
  private static final Pattern REGULAR_SERIAL = Pattern.compile("(?:\\d*[A-Z]){0,2}\\d*");

  private static final Map<PlateCategory, Pattern> PATTERNS = patterns();

  private PlateGrammar() {}

  private static Map<PlateCategory, Pattern> patterns() {
    Map<PlateCategory, String> rules = new EnumMap<>(PlateCategory.class);
    String ordinary = P + A + S + "{5}";
    rules.put(PlateCategory.SMALL_BLUE, ordinary);
    rules.put(PlateCategory.LARGE_YELLOW, ordinary);
    rules.put(PlateCategory.LOW_SPEED, ordinary);
    rules.put(PlateCategory.MOTORCYCLE, ordinary);
    rules.put(PlateCategory.MOPED, ordinary);
    rules.put(PlateCategory.NEV_SMALL, P + A + "[A-HJK]" + S + "\\d{4}");
    rules.put(PlateCategory.NEV_LARGE, P + A + "\\d{5}[A-HJK]");
    rules.put(PlateCategory.TRAILER, P + A + S + "{4}挂");
    rules.put(PlateCategory.COACH, P + A + S + "{4}学");
    rules.put(PlateCategory.POLICE, P + A + S + "{4}警");
    rules.put(PlateCategory.EMERGENCY, P + "(?:[XS]\\d{4}|\\d{5})应急");
    rules.put(PlateCategory.HK_MACAU, "粤Z" + S + "{4}[港澳]");
    rules.put(PlateCategory.EMBASSY, "使\\d{6}|\\d{6}使");
    rules.put(PlateCategory.CONSULATE, P + "(?:" + L + "\\d{4}|\\d{6})领");
    rules.put(PlateCategory.MILITARY, "(?!WJ)" + L + "{2}\\d{5}");
    rules.put(PlateCategory.ARMED_POLICE, "WJ(?:" + P + "?\\d{4}[0-9A-HJ-NP-Z]|\\d{5})");
    rules.put(PlateCategory.CIVIL_AVIATION, "民航" + S + "{5}");
    rules.put(PlateCategory.TRACTOR, P + "\\d{2}" + S + "{5}");
    rules.put(PlateCategory.TEMPORARY, P + A + S + "{4,5}[临超试]");
    Map<PlateCategory, Pattern> compiled = new EnumMap<>(PlateCategory.class);
    rules.forEach((category, rule) -> compiled.put(category, Pattern.compile(rule)));
    return compiled;
  }

  /**
   * Every category whose grammar accepts {@code text}, in the order of preference; empty if none.
   */
  public static List<PlateCategory> listCategories(String text) {
    List<PlateCategory> fitting = new ArrayList<>();
    PATTERNS.forEach(
        (category, pattern) -> {
          if (pattern.matcher(text).matches()) {
            fitting.add(category);
          }
        });
    return List.copyOf(fitting);
  }

  /** Whether {@code text} fits {@code category}; no text fits {@link PlateCategory#UNKNOWN}. */
  public static boolean fits(String text, PlateCategory category) {
    Pattern pattern = PATTERNS.get(category);
    return pattern != null && pattern.matcher(text).matches();
  }

  /**
   * The category of a text of a given colour: the first that fits both, else the first that fits
   * the text, else {@link PlateCategory#UNKNOWN}.
   */
  public static PlateCategory categoryOf(String text, PlateColor color) {
    List<PlateCategory> fitting = listCategories(text);
    return fitting.stream()
        .filter(category -> category.issuedIn(color))
        .findFirst()
        .orElseGet(() -> fitting.isEmpty() ? PlateCategory.UNKNOWN : fitting.get(0));
  }

  /**
   * The colour that the text alone implies, {@link PlateColor#UNKNOWN} where the categories it fits
   * come in several colours.
   */
  public static PlateColor impliedColor(String text) {
    List<PlateColor> colors =
        listCategories(text).stream()
            .flatMap(category -> category.colors().stream())
            .distinct()
            .toList();
    return colors.size() == 1 ? colors.get(0) : PlateColor.UNKNOWN;
  }

  /**
   * How regular a text is as a plate, from 0 (no category accepts it) to 1. A score, not a verdict:
   * rare series are rare, not wrong.
   */
  public static double plausibility(String text) {
    List<PlateCategory> fitting = listCategories(text);
    if (fitting.isEmpty()) {
      return 0;
    }
    double office = PlateAlphabet.isProvince(text.charAt(0)) && text.charAt(1) == 'O' ? 0.7 : 1;
    return office * seriesPlausibility(text, fitting.get(0));
  }

  private static double seriesPlausibility(String text, PlateCategory category) {
    return switch (category) {
      case SMALL_BLUE -> REGULAR_SERIAL.matcher(text.substring(2)).matches() ? 1 : 0.6;
      case TRACTOR, TEMPORARY -> 0.6;
      default -> 1;
    };
  }
}
