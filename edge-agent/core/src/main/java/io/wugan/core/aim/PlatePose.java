package io.wugan.core.aim;

import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.Quad;
import java.util.Optional;

/**
 * How a plate stands to the camera, from its four corners and its known size (GA 36-2018, 4.2): a
 * pinhole camera that is far away compared with the plate's size, so that the plate is mapped by a
 * scaled turn. What foreshortening tells is weak where there is little of it: half a pixel in the
 * corners of a plate 45 px high is 8 degrees about zero, and 1 degree about thirty.
 *
 * @param plateWidthPx brought to a plate of 440 mm
 * @param characterHeightPx height of the characters; of the upper row's where there are two
 * @param horizontalAngleDeg 0 to 90
 * @param verticalAngleDeg 0 to 90
 * @param rollDeg −90 to 90
 */
public record PlatePose(
    double plateWidthPx,
    double characterHeightPx,
    double horizontalAngleDeg,
    double verticalAngleDeg,
    double rollDeg) {

  private static final double USUAL_WIDTH_MM = 440;
  private static final double NEV_WIDTH_MM = 480;
  private static final double ONE_ROW_MM = 140;
  private static final double TWO_ROWS_MM = 220;

  /** Narrower than this for its height, a plate of a large vehicle has two rows. */
  private static final double TWO_ROWS_RATIO = 2.45;

  /** Heights of the characters: of a plate with one row, and of the upper row of two. */
  private static final double CHARACTER_MM = 90;

  private static final double UPPER_CHARACTER_MM = 60;

  /** Size of a plate of a category, mm. */
  private record Size(double widthMm, double heightMm, double characterMm) {}

  /**
   * Works out the pose.
   *
   * @param quad the plate's corners, pixels
   * @param category what it is; {@link PlateCategory#UNKNOWN} counts as a usual plate of one row
   * @return empty for motorcycles and papers behind a windscreen, whose size is another, and for
   *     corners that span no plate
   */
  public static Optional<PlatePose> of(Quad quad, PlateCategory category) {
    if (quad.widthPx() < 1 || quad.heightPx() < 1) {
      return Optional.empty();
    }
    return size(quad, category).map(size -> of(quad, size));
  }

  private static Optional<Size> size(Quad quad, PlateCategory category) {
    return switch (category) {
      case MOTORCYCLE, MOPED, TEMPORARY, TRACTOR, LOW_SPEED -> Optional.empty();
      case NEV_SMALL, NEV_LARGE -> Optional.of(new Size(NEV_WIDTH_MM, ONE_ROW_MM, CHARACTER_MM));
      case TRAILER -> Optional.of(new Size(USUAL_WIDTH_MM, TWO_ROWS_MM, UPPER_CHARACTER_MM));
      case LARGE_YELLOW ->
          Optional.of(
              quad.widthPx() / quad.heightPx() < TWO_ROWS_RATIO
                  ? new Size(USUAL_WIDTH_MM, TWO_ROWS_MM, UPPER_CHARACTER_MM)
                  : new Size(USUAL_WIDTH_MM, ONE_ROW_MM, CHARACTER_MM));
      default -> Optional.of(new Size(USUAL_WIDTH_MM, ONE_ROW_MM, CHARACTER_MM));
    };
  }

  private static PlatePose of(Quad quad, Size size) {
    // The plate's two axes in the picture, pixels for each millimetre.
    double ax = alongX(quad) / size.widthMm();
    double ay = alongY(quad) / size.widthMm();
    double bx = downX(quad) / size.heightMm();
    double by = downY(quad) / size.heightMm();
    double a = ax * ax + ay * ay;
    double b = bx * bx + by * by;
    double ab = ax * bx + ay * by;
    // Columns of a turn, scaled: their parts along the line of sight, c and d, complete them to
    // equal length s and a right angle: a + c² = s², b + d² = s², ab + cd = 0.
    double half = (a + b) / 2;
    double scale = half + Math.sqrt(Math.max(0, (a - b) * (a - b) / 4 + ab * ab));
    double horizontal = Math.asin(Math.sqrt(clamp((scale - a) / scale)));
    double vertical = Math.asin(Math.sqrt(clamp((scale - b) / scale)));
    return new PlatePose(
        quad.widthPx() * USUAL_WIDTH_MM / size.widthMm(),
        quad.heightPx() * size.characterMm() / size.heightMm(),
        Math.toDegrees(horizontal),
        Math.toDegrees(vertical),
        Math.toDegrees(Math.atan2(ay, ax)));
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(1, share));
  }

  private static double alongX(Quad quad) {
    return (quad.topRight().x()
            - quad.topLeft().x()
            + quad.bottomRight().x()
            - quad.bottomLeft().x())
        / 2;
  }

  private static double alongY(Quad quad) {
    return (quad.topRight().y()
            - quad.topLeft().y()
            + quad.bottomRight().y()
            - quad.bottomLeft().y())
        / 2;
  }

  private static double downX(Quad quad) {
    return (quad.bottomLeft().x()
            - quad.topLeft().x()
            + quad.bottomRight().x()
            - quad.topRight().x())
        / 2;
  }

  private static double downY(Quad quad) {
    return (quad.bottomLeft().y()
            - quad.topLeft().y()
            + quad.bottomRight().y()
            - quad.topRight().y())
        / 2;
  }
}
