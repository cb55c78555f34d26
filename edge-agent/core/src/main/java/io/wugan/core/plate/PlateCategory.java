package io.wugan.core.plate;

import java.util.Set;

/**
 * Kind of plate (号牌种类) after GA 36-2018, with the colours it is issued in. Constants stand in the
 * order in which the grammar prefers them where a text alone fits several.
 */
public enum PlateCategory {
  /** 小型汽车, white on blue. */
  SMALL_BLUE(PlateColor.BLUE),
  /** 大型汽车, black on yellow; single row in front, double row behind, one and the same plate. */
  LARGE_YELLOW(PlateColor.YELLOW),
  /** 低速车, black on yellow. */
  LOW_SPEED(PlateColor.YELLOW),
  /** 摩托车, double row, black on yellow. */
  MOTORCYCLE(PlateColor.YELLOW),
  /** 轻便摩托车, double row, white on blue. */
  MOPED(PlateColor.BLUE),
  /** 小型新能源汽车, black on gradient green. */
  NEV_SMALL(PlateColor.GREEN),
  /** 大型新能源汽车, black on yellow and green. */
  NEV_LARGE(PlateColor.YELLOW_GREEN),
  /** 挂车, black on yellow, double row. */
  TRAILER(PlateColor.YELLOW),
  /** 教练汽车, black on yellow. */
  COACH(PlateColor.YELLOW),
  /** 警用汽车, black on white with a red 警. */
  POLICE(PlateColor.WHITE),
  /** 应急救援专用, black on white with a red 应急; exempt from parking fees (国办发〔2018〕114号). */
  EMERGENCY(PlateColor.WHITE),
  /** 港澳入出境车, white on black. */
  HK_MACAU(PlateColor.BLACK),
  /** 使馆, white on black or black on white. */
  EMBASSY(PlateColor.BLACK, PlateColor.WHITE),
  /** 领馆, white on black or black on white. */
  CONSULATE(PlateColor.BLACK, PlateColor.WHITE),
  /** 军队, black on white, begins with a red letter. */
  MILITARY(PlateColor.WHITE),
  /** 武警, black on white, begins with WJ. */
  ARMED_POLICE(PlateColor.WHITE),
  /** 民航, white on green; airside only. */
  CIVIL_AVIATION(PlateColor.GREEN),
  /** 拖拉机, white on green. */
  TRACTOR(PlateColor.GREEN),
  /** 临时行驶车, paper behind the windscreen. */
  TEMPORARY(PlateColor.BLUE, PlateColor.UNKNOWN),
  /** A text that no category's grammar accepts. */
  UNKNOWN;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, its type does not say so
  private final Set<PlateColor> colors;

  PlateCategory(PlateColor... colors) {
    this.colors = Set.of(colors);
  }

  /** Colours this category is issued in; empty for {@link #UNKNOWN}. */
  public Set<PlateColor> colors() {
    return colors;
  }

  /** Whether a plate of this category may look like {@code color}; unknown colour always may. */
  public boolean issuedIn(PlateColor color) {
    return color == PlateColor.UNKNOWN || colors.contains(color);
  }
}
