package io.wugan.lab.clip;

/** Between display values (sRGB, IEC 61966-2-1) and linear light, 0–1. Stateless tables. */
final class Tone {

  /** Linear light of each 8-bit display value. */
  static final float[] LINEAR = new float[256];

  private static final int STEPS = 4096;

  /** Display values 0–255 of linear light from 0 to 4, with a soft shoulder above 0.8. */
  private static final float[] DISPLAY = new float[STEPS + 1];

  private static final float RANGE = 4;

  static {
    for (int i = 0; i < 256; i++) {
      double s = i / 255.0;
      LINEAR[i] = (float) (s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4));
    }
    for (int i = 0; i <= STEPS; i++) {
      // Squared steps: dark tones need the finer ones.
      double light = RANGE * i / STEPS * i / STEPS;
      DISPLAY[i] = (float) (255 * encode(shoulder(light)));
    }
  }

  private Tone() {}

  private static double shoulder(double light) {
    return light < 0.7 ? light : 0.7 + 0.3 * (1 - Math.exp(-(light - 0.7) / 0.3));
  }

  private static double encode(double linear) {
    return linear <= 0.0031308
        ? 12.92 * linear
        : 1.055 * Math.pow(Math.min(1, linear), 1 / 2.4) - 0.055;
  }

  /** The 8-bit display value of linear light, without a shoulder. */
  static int encode8(double linear) {
    int low = 0;
    int high = 255;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (LINEAR[middle] <= linear) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    boolean nearerNext = low < 255 && LINEAR[low + 1] - linear < linear - LINEAR[low];
    return nearerNext ? low + 1 : low;
  }

  /** What a camera shows for linear light: display value 0–255, not yet rounded. */
  static float display(float light) {
    if (light <= 0) {
      return 0;
    }
    double x = Math.sqrt(Math.min(light, RANGE) / RANGE) * STEPS;
    int i = Math.min(STEPS - 1, (int) x);
    float share = (float) (x - i);
    return DISPLAY[i] + (DISPLAY[i + 1] - DISPLAY[i]) * share;
  }
}
