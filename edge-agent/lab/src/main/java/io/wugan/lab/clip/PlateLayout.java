package io.wugan.lab.clip;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the characters of a plate stand (GA 36-2018, section 5), millimetres from the upper left
 * corner. Immutable.
 *
 * @param widthMm width of the plate
 * @param heightMm height of the plate
 * @param cells one cell for each character
 * @param dotX centre of the separator dot; negative: no dot
 * @param dotY centre of the separator dot
 */
record PlateLayout(int widthMm, int heightMm, List<Cell> cells, double dotX, double dotY) {

  /** The box of one character, millimetres. */
  record Cell(double x, double y, double width, double height) {}

  PlateLayout {
    cells = List.copyOf(cells);
  }

  static PlateLayout of(PlateStyle style, String plate, boolean rear) {
    if (style.isDoubleRow(rear)) {
      return doubleRow(style);
    }
    return plate.length() == 8 ? eight(style) : seven(style);
  }

  private static PlateLayout seven(PlateStyle style) {
    int gapAfter =
        switch (style) {
          case POLICE -> 0;
          case EMBASSY -> 3;
          default -> 1;
        };
    return row(style, 45, 12, 34, gapAfter);
  }

  private static PlateLayout eight(PlateStyle style) {
    return row(style, 43, 9, style.isNewEnergy() ? 49 : 34, 1);
  }

  private static PlateLayout row(
      PlateStyle style, double cellWidth, double gap, double wideGap, int gapAfter) {
    List<Cell> cells = new ArrayList<>();
    int count = cellWidth == 45 ? 7 : 8;
    double total = 45 + (count - 1) * cellWidth + (count - 2) * gap + wideGap;
    double x = (style.widthMm() - total) / 2;
    double dotX = -1;
    for (int i = 0; i < count; i++) {
      double width = i == 0 ? 45 : cellWidth;
      cells.add(new Cell(x, 25, width, 90));
      x += width + (i == gapAfter ? wideGap : gap);
      if (i == gapAfter && !style.isNewEnergy()) {
        dotX = x - wideGap / 2;
      }
    }
    return new PlateLayout(style.widthMm(), 140, cells, dotX, 70);
  }

  private static PlateLayout doubleRow(PlateStyle style) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(110, 20, 80, 60));
    cells.add(new Cell(250, 20, 80, 60));
    for (int i = 0; i < 5; i++) {
      cells.add(new Cell(27.5 + i * 80, 92, 65, 110));
    }
    return new PlateLayout(style.widthMm(), 220, cells, 220, 50);
  }
}
