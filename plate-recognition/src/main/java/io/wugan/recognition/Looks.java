package io.wugan.recognition;

import java.util.List;

/**
 * How closely pictures are looked at. Immutable.
 *
 * @param longSidesPx long sides to which a picture is brought for finding plates, tried in this
 *     order while no plate is sure; empty for what the model was made for
 * @param closeUpWidthPx width of the second look at each plate, a multiple of 32; 0 for what the
 *     model was made for
 * @param closeUpPlateWidths how many plates wide the part is that the second look takes in; 0 for
 *     what the model was made for
 * @param searchEvery while plates are in view, so many-th pictures are searched as a whole, and in
 *     those between only the surroundings of the plates are looked at; 1 for every picture
 * @param quickReduction whether pictures are made smaller fast rather than well
 * @param secondOpinion whether a doubtful plate is read again with slightly other corners, and the
 *     mean of all counts
 */
public record Looks(
    List<Integer> longSidesPx,
    int closeUpWidthPx,
    double closeUpPlateWidths,
    int searchEvery,
    boolean quickReduction,
    boolean secondOpinion) {

  private static final int FIRST_PASS_PX = 448;
  private static final int CLOSE_UP_PX = 160;
  private static final double CLOSE_UP_PLATE_WIDTHS = 2;
  private static final int SEARCH_EVERY = 3;

  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public Looks {
    longSidesPx = List.copyOf(longSidesPx);
    longSidesPx.forEach(side -> RecognizerSettings.check("longSidesPx", side, 64, 4096));
    RecognizerSettings.check("closeUpWidthPx", closeUpWidthPx, 0, 1024);
    if (closeUpWidthPx % 32 != 0) {
      throw new IllegalArgumentException(
          "closeUpWidthPx must be a multiple of 32, not " + closeUpWidthPx);
    }
    RecognizerSettings.check("searchEvery", searchEvery, 1, 25);
    if (closeUpPlateWidths != 0 && !(closeUpPlateWidths >= 1.5 && closeUpPlateWidths <= 20)) {
      throw new IllegalArgumentException(
          "closeUpPlateWidths must be 0 or lie between 1.5 and 20, not " + closeUpPlateWidths);
    }
  }

  /** For single pictures: nothing is spared, for there is no second one. */
  public static Looks thorough() {
    return new Looks(List.of(), 0, 0, 1, false, true);
  }

  /**
   * For a lane's video: one first pass of {@value #FIRST_PASS_PX} pixels, a narrow second look,
   * quick reduction, and while a plate is followed only every {@value #SEARCH_EVERY}rd picture as a
   * whole. A plate that is found in one picture only is of no use there, and many pictures make up
   * for what one lacks.
   */
  public static Looks quick() {
    return new Looks(
        List.of(FIRST_PASS_PX), CLOSE_UP_PX, CLOSE_UP_PLATE_WIDTHS, SEARCH_EVERY, true, false);
  }
}
