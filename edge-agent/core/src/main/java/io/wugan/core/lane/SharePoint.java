package io.wugan.core.lane;

/**
 * A point of a picture in shares of its width and height, so that it stays right when a camera's
 * resolution is changed; origin at the top left corner, x to the right, y downwards.
 *
 * @param x 0 to 1
 * @param y 0 to 1
 */
public record SharePoint(double x, double y) {

  /**
   * @throws IllegalArgumentException if a share is outside 0 to 1
   */
  public SharePoint {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
      throw new IllegalArgumentException(
          "shares of a picture must lie between 0 and 1, not " + x + "," + y);
    }
  }
}
