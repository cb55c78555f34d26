package io.wugan.lab.clip;

import java.util.regex.Pattern;

/**
 * The plates the renderer can make (GA 36-2018, GA 36-2007 for embassies): grammar, colours, size.
 * Names are those of the agent's plate categories.
 */
public enum PlateStyle {
  SMALL_BLUE("blue", 7, "浙A12345", "P[L][S]{5}"),
  LARGE_YELLOW("yellow", 7, "浙A12345", "P[L][S]{5}"),
  TRAILER("yellow", 7, "浙A1234挂", "P[L][S]{4}挂"),
  COACH("yellow", 7, "浙A1234学", "P[L][S]{4}学"),
  POLICE("white", 7, "浙A1234警", "P[L][S]{4}警"),
  EMERGENCY("white", 8, "浙X1234应急", "P(?:[XS]\\d{4}|\\d{5})应急"),
  NEV_SMALL("green", 8, "浙AD12345", "P[L][A-HJK][S]\\d{4}"),
  NEV_LARGE("yellow-green", 8, "浙A12345D", "P[L]\\d{5}[A-HJK]"),
  HK_MACAU("black", 7, "粤Z1234港", "粤Z[S]{4}[港澳]"),
  EMBASSY("black", 7, "123456使", "使\\d{6}|\\d{6}使"),
  CONSULATE("black", 7, "沪A1234领", "P[L]\\d{4}领"),
  MILITARY("white", 7, "JA12345", "[L]{2}\\d{5}"),
  ARMED_POLICE("white", 7, "WJ12345", "WJ(?:P?\\d{4}[0-9A-Z]|\\d{5})"),
  CIVIL_AVIATION("solid-green", 7, "民航A1234", "民航[S]{5}");

  private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

  private final String colorName;
  private final int length;
  private final String example;
  private final Pattern grammar;

  PlateStyle(String colorName, int length, String example, String grammar) {
    this.colorName = colorName;
    this.length = length;
    this.example = example;
    this.grammar =
        Pattern.compile(
            grammar
                .replace("[L]", "[A-HJ-NP-Z]")
                .replace("[S]", "[A-HJ-NP-Z0-9]")
                .replaceAll("P(?![-Z])", "[" + PROVINCES + "]"));
  }

  /** Ground colour by name, the value of a scenario's {@code color}. */
  public String colorName() {
    return colorName;
  }

  /** Whether the text is a plate of this style; without separators. */
  public boolean accepts(String plate) {
    return grammar.matcher(plate).matches();
  }

  String example() {
    return example;
  }

  boolean isNewEnergy() {
    return this == NEV_SMALL || this == NEV_LARGE;
  }

  /** Whether the plate at the rear has two rows, 440×220 mm. */
  boolean isDoubleRow(boolean rear) {
    return this == TRAILER || (this == LARGE_YELLOW && rear);
  }

  /** Width of the plate, millimetres. */
  int widthMm() {
    return isNewEnergy() || length == 8 ? 480 : 440;
  }

  /** Height of the plate at the front or rear, millimetres. */
  int heightMm(boolean rear) {
    return isDoubleRow(rear) ? 220 : 140;
  }
}
