package io.wugan.lab.clip;

import java.util.Random;

/**
 * The camera behind the lens: gathers the light of one exposure at the clip's size, adds lamps'
 * glow, stray light, rain and noise, and gives display values. Confined to one thread.
 */
final class Film {

  private static final int NOISE_SIZE = 1 << 16;

  private final int width;
  private final int height;
  private final LightSpec light;
  private final long seed;

  /** The background as the lens gives it. */
  private final float[] lightBefore;

  /** The background with stray light. */
  private final float[] background;

  private final float[] exposed;

  /** Display values of the background, so that what stands still is developed once. */
  private final float[] stillDisplay;

  private final float[] grain = new float[NOISE_SIZE];

  /**
   * @param canvas holds the background
   */
  Film(ClipScenario scenario, Canvas canvas) {
    width = scenario.clip().widthPx();
    height = scenario.clip().heightPx();
    light = scenario.light();
    seed = scenario.clip().seed();
    lightBefore = new float[width * height * 3];
    exposed = new float[lightBefore.length];
    gather(canvas, new int[] {0, 0, canvas.width, canvas.height}, 1);
    System.arraycopy(exposed, 0, lightBefore, 0, exposed.length);
    background = lightBefore.clone();
    if (light.glare() > 0) {
      veil(background);
    }
    stillDisplay = new float[background.length];
    for (int i = 0; i < background.length; i++) {
      stillDisplay[i] = Tone.display(background[i]);
    }
    Random random = new Random(seed);
    for (int i = 0; i < NOISE_SIZE; i++) {
      grain[i] = (float) random.nextGaussian();
    }
  }

  void begin() {
    System.arraycopy(background, 0, exposed, 0, exposed.length);
  }

  /** Adds a share of the canvas's light where it differs from the background. */
  void expose(Canvas canvas, double share) {
    gather(canvas, canvas.drawn(), (float) share);
  }

  private void gather(Canvas canvas, int[] drawn, float share) {
    int x0 = Math.max(0, drawn[0] / Canvas.SCALE - 1);
    int y0 = Math.max(0, drawn[1] / Canvas.SCALE - 1);
    int x1 = Math.min(width, drawn[2] / Canvas.SCALE + 2);
    int y1 = Math.min(height, drawn[3] / Canvas.SCALE + 2);
    if (drawn[0] >= drawn[2]) {
      return;
    }
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        int to = (y * width + x) * 3;
        for (int k = 0; k < 3; k++) {
          exposed[to + k] += share * (lens(canvas, 2 * x, 2 * y, k) - lightBefore[to + k]);
        }
      }
    }
  }

  /** A slightly soft lens: 4 × 4 canvas pixels with weights 1 3 3 1 make one pixel. */
  private static float lens(Canvas canvas, int x, int y, int channel) {
    float sum = 0;
    for (int j = -1; j <= 2; j++) {
      int row = Math.max(0, Math.min(canvas.height - 1, y + j)) * canvas.width;
      float line = 0;
      for (int i = -1; i <= 2; i++) {
        int column = Math.max(0, Math.min(canvas.width - 1, x + i));
        float value = canvas.rgb[(row + column) * 3 + channel];
        line += i == -1 || i == 2 ? value : 3 * value;
      }
      sum += j == -1 || j == 2 ? line : 3 * line;
    }
    return sum / 64;
  }

  /** Adds the light of a lamp: a bright core and a wide faint halo; radius in pixels. */
  void glow(double x, double y, double radius, double strength, float[] tint) {
    double reach = Math.min(radius * 9, width * 0.6);
    int x0 = (int) Math.max(0, x - reach);
    int x1 = (int) Math.min(width - 1, x + reach);
    int y0 = (int) Math.max(0, y - reach);
    int y1 = (int) Math.min(height - 1, y + reach);
    for (int py = y0; py <= y1; py++) {
      for (int px = x0; px <= x1; px++) {
        double dx = px + 0.5 - x;
        double dy = py + 0.5 - y;
        double d = Math.sqrt(dx * dx + dy * dy) / radius;
        double fade = Math.max(0, 1 - d * radius / reach);
        double amount = strength * (Math.exp(-d * d) + 0.05 * fade * fade / (1 + d * d * 0.3));
        int i = (py * width + px) * 3;
        for (int k = 0; k < 3; k++) {
          exposed[i + k] += (float) (amount * tint[k]);
        }
      }
    }
  }

  /** Develops the exposure into bytes: blue, green, red. */
  void develop(int frame, byte[] bgr) {
    if (light.rain()) {
      rain(frame);
    }
    boolean grey = light.time() == LightSpec.Time.INFRARED;
    float noise = (float) (light.noise() * 255);
    for (int y = 0; y < height; y++) {
      long mixed = ValueNoise.mix(seed ^ ((long) frame << 20) ^ y);
      int luma = (int) (mixed & 0xFFFF);
      int chroma = (int) ((mixed >>> 20) & 0xFFFF);
      for (int x = 0; x < width; x++) {
        int i = (y * width + x) * 3;
        float common = noise * 0.85f * grain[(luma + x) & (NOISE_SIZE - 1)];
        if (grey) {
          float mean = 0.45f * exposed[i] + 0.4f * exposed[i + 1] + 0.15f * exposed[i + 2];
          byte value = round(Tone.display(mean) + common);
          bgr[i] = value;
          bgr[i + 1] = value;
          bgr[i + 2] = value;
          continue;
        }
        for (int k = 0; k < 3; k++) {
          float own = noise * 0.5f * grain[(chroma + 3 * x + k) & (NOISE_SIZE - 1)];
          bgr[i + 2 - k] = round(display(i + k) + common + own);
        }
      }
    }
  }

  private float display(int i) {
    return exposed[i] == background[i] ? stillDisplay[i] : Tone.display(exposed[i]);
  }

  private static byte round(float value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }

  /** Stray light from a low sun at the upper right corner. */
  private void veil(float[] picture) {
    float strength = (float) light.glare();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dx = (width * 0.96 - x) / width;
        double dy = (y - height * 0.04) / width;
        double near = Math.exp(-(dx * dx + dy * dy) * 5);
        float add = (float) (strength * (0.07 + 0.55 * near));
        int i = (y * width + x) * 3;
        picture[i] += add;
        picture[i + 1] += add * 0.94f;
        picture[i + 2] += add * 0.84f;
      }
    }
  }

  private void rain(int frame) {
    Random random = new Random(ValueNoise.mix(seed + frame));
    int drops = width * height / 2600;
    float haze = light.time().isDark() ? 0.004f : 0.03f;
    for (int i = 0; i < exposed.length; i++) {
      exposed[i] = exposed[i] * 0.97f + haze;
    }
    for (int drop = 0; drop < drops; drop++) {
      double near = random.nextDouble();
      double length = height * (0.01 + 0.05 * near * near);
      double x = random.nextDouble() * width;
      double y = random.nextDouble() * height;
      double slant = 0.08;
      float alpha = (float) (0.05 + 0.13 * near);
      for (int step = 0; step < length; step++) {
        int px = (int) (x + step * slant);
        int py = (int) (y + step);
        if (px >= 0 && px < width && py < height) {
          int i = (py * width + px) * 3;
          float bright = light.time().isDark() ? 0.12f : 0.55f;
          for (int k = 0; k < 3; k++) {
            exposed[i + k] += (bright - exposed[i + k]) * alpha;
          }
        }
      }
    }
  }
}
