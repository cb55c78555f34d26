package io.wugan.lab.clip;

/** Smooth random values over a plane, the same for the same seed. Immutable. */
final class ValueNoise {

  private final long seed;

  ValueNoise(long seed) {
    this.seed = mix(seed + 0x9E3779B97F4A7C15L);
  }

  /** A value from 0 to 1 that changes over a distance of about 1. */
  double at(double x, double y) {
    double fx = Math.floor(x);
    double fy = Math.floor(y);
    int ix = (int) fx;
    int iy = (int) fy;
    double tx = ease(x - fx);
    double ty = ease(y - fy);
    double upper = lattice(ix, iy) * (1 - tx) + lattice(ix + 1, iy) * tx;
    double lower = lattice(ix, iy + 1) * (1 - tx) + lattice(ix + 1, iy + 1) * tx;
    return upper * (1 - ty) + lower * ty;
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }

  private double lattice(int x, int y) {
    long hash = mix(seed ^ (x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL));
    return (hash >>> 40) / (double) (1 << 24);
  }

  /** Scrambles a number (the finalizer of SplitMix64). */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
