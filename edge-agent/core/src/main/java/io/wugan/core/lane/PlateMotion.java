package io.wugan.core.lane;

import io.wugan.core.plate.Quad;

/**
 * How a plate moves through the picture: a constant-velocity Kalman filter of its centre and of the
 * logarithm of its width. Noise is told in plate widths, so that near and far plates behave alike.
 * A plate is 0.44 m wide. Confined to the lane's thread.
 */
final class PlateMotion {

  // Corners tremble by a few hundredths of the width.
  private static final double CENTER_SIGMA_WIDTHS = 0.04;
  private static final double LOG_WIDTH_SIGMA = 0.04;
  // 15 km/h is 9 widths a second.
  private static final double SPEED_SIGMA_WIDTHS = 6;
  private static final double GROWTH_SIGMA = 0.6;
  // A car that brakes at 2 m/s² for half a second: (4.5 widths/s²)² · 0.5 s.
  private static final double CENTER_NOISE_WIDTHS = 10;
  private static final double GROWTH_NOISE = 0.3;

  private final AxisFilter x;
  private final AxisFilter y;
  private final AxisFilter logWidth;
  private double heightShare;

  PlateMotion(Quad first) {
    double widthPx = first.widthPx();
    Quad.Point center = first.center();
    double sigma = CENTER_SIGMA_WIDTHS * widthPx;
    double speed = SPEED_SIGMA_WIDTHS * widthPx;
    x = new AxisFilter(center.x(), sigma, speed);
    y = new AxisFilter(center.y(), sigma, speed);
    logWidth = new AxisFilter(Math.log(widthPx), LOG_WIDTH_SIGMA, GROWTH_SIGMA);
    heightShare = first.heightPx() / widthPx;
  }

  /** Takes the plate where it was seen {@code seconds} after the last time. */
  void observe(double seconds, Quad quad) {
    double widthPx = quad.widthPx();
    double noise = CENTER_NOISE_WIDTHS * widthPx * widthPx;
    double sigma = CENTER_SIGMA_WIDTHS * widthPx;
    Quad.Point center = quad.center();
    x.advance(seconds, noise);
    x.correct(center.x(), sigma);
    y.advance(seconds, noise);
    y.correct(center.y(), sigma);
    logWidth.advance(seconds, GROWTH_NOISE);
    logWidth.correct(Math.log(widthPx), LOG_WIDTH_SIGMA);
    heightShare = quad.heightPx() / widthPx;
  }

  /** Where the centre is, by all that was seen; pixels. */
  Quad.Point center() {
    return new Quad.Point(x.position(), y.position());
  }

  /** Width by all that was seen; pixels. */
  double widthPx() {
    return Math.exp(logWidth.position());
  }

  /** Where the centre is expected {@code seconds} later (earlier, if negative); pixels. */
  Quad.Point centerAfter(double seconds) {
    return new Quad.Point(x.after(seconds), y.after(seconds));
  }

  /** Width that is expected {@code seconds} later, within a factor of two; pixels. */
  double widthPxAfter(double seconds) {
    double growth = Math.max(-Math.log(2), Math.min(Math.log(2), logWidth.velocity() * seconds));
    return Math.exp(logWidth.position() + growth);
  }

  /** To the right, in widths a second. */
  double speedX() {
    return x.velocity() / widthPx();
  }

  /** Downwards, in widths a second. */
  double speedY() {
    return y.velocity() / widthPx();
  }

  /** The part of the picture where it is expected {@code seconds} later, upright. */
  Quad boxAfter(double seconds) {
    Quad.Point center = centerAfter(seconds);
    double width = widthPxAfter(seconds);
    double height = width * heightShare;
    return Quad.rectangle(center.x() - width / 2, center.y() - height / 2, width, height);
  }
}
