package io.wugan.core.lane;

/**
 * A Kalman filter of one coordinate that moves at a velocity which changes at random: white noise
 * of the acceleration, integrated over the time that has passed, so that the frame rate does not
 * matter. Any unit; time in seconds. Confined to the lane's thread.
 */
final class AxisFilter {

  private double position;
  private double velocity;
  private double positionVariance;
  private double covariance;
  private double velocityVariance;

  /**
   * @param position first measurement
   * @param positionSigma its standard deviation
   * @param velocitySigma standard deviation of a velocity that is not known yet, around 0
   */
  AxisFilter(double position, double positionSigma, double velocitySigma) {
    this.position = position;
    this.positionVariance = positionSigma * positionSigma;
    this.velocityVariance = velocitySigma * velocitySigma;
  }

  /**
   * Lets time pass.
   *
   * @param noise spectral density of the acceleration, in unit² / s³
   */
  void advance(double seconds, double noise) {
    double t = seconds;
    position += velocity * t;
    positionVariance += 2 * t * covariance + t * t * velocityVariance + noise * t * t * t / 3;
    covariance += t * velocityVariance + noise * t * t / 2;
    velocityVariance += noise * t;
  }

  /** Takes a measurement with its standard deviation, which must not be 0. */
  void correct(double measured, double sigma) {
    double innovation = measured - position;
    double total = positionVariance + sigma * sigma;
    double gain = positionVariance / total;
    double velocityGain = covariance / total;
    position += gain * innovation;
    velocity += velocityGain * innovation;
    velocityVariance -= velocityGain * covariance;
    covariance *= 1 - gain;
    positionVariance *= 1 - gain;
  }

  double position() {
    return position;
  }

  double velocity() {
    return velocity;
  }

  /** Where it will be. */
  double after(double seconds) {
    return position + velocity * seconds;
  }
}
