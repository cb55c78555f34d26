package io.wugan.lab.aim;

import io.wugan.core.device.Frame;
import io.wugan.core.time.LotTime;
import io.wugan.core.time.VirtualLotClock;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * A picture in memory, three floats a pixel, 0 to 255. Immutable; each change gives a new one.
 *
 * @param bgr not to be changed by anybody
 */
record Picture(int widthPx, int heightPx, Levels bgr) {

  private static final int CHANNELS = 3;

  /** Values of a picture; a class of its own, for a record shares no array. */
  static final class Levels {
    private final float[] values;

    private Levels(float[] values) {
      this.values = values;
    }
  }

  static Picture of(Frame frame) {
    ByteBuffer from = frame.bgr();
    float[] values = new float[frame.widthPx() * frame.heightPx() * CHANNELS];
    int at = 0;
    for (int y = 0; y < frame.heightPx(); y++) {
      for (int i = 0; i < frame.widthPx() * CHANNELS; i++) {
        values[at++] = from.get(y * frame.strideBytes() + i) & 0xff;
      }
    }
    return new Picture(frame.widthPx(), frame.heightPx(), new Levels(values));
  }

  /** From a rendered frame: blue, green, red, rows from the top; copied. */
  static Picture of(int widthPx, int heightPx, byte[] bgr) {
    float[] values = new float[widthPx * heightPx * CHANNELS];
    for (int i = 0; i < values.length; i++) {
      values[i] = bgr[i] & 0xff;
    }
    return new Picture(widthPx, heightPx, new Levels(values));
  }

  /** As a lens out of focus or far away, or a moving vehicle, would have it. */
  Picture blurred(double sigmaAcross, double sigmaDown) {
    return along(gaussian(sigmaAcross), 1, 0).along(gaussian(sigmaDown), 0, 1);
  }

  /** Smeared evenly over so many pixels in a direction. */
  Picture smeared(int pixels, boolean across) {
    double[] even = new double[pixels];
    Arrays.fill(even, 1.0 / pixels);
    return along(even, across ? 1 : 0, across ? 0 : 1);
  }

  private static double[] gaussian(double sigma) {
    int reach = (int) Math.ceil(3 * sigma);
    double[] weights = new double[2 * reach + 1];
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      weights[i + reach] = sigma == 0 ? 1 : Math.exp(-i * i / (2 * sigma * sigma));
      sum += weights[i + reach];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private Picture along(double[] weights, int stepX, int stepY) {
    float[] result = new float[bgr.values.length];
    int reach = weights.length / 2;
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        for (int c = 0; c < CHANNELS; c++) {
          double sum = 0;
          for (int i = 0; i < weights.length; i++) {
            int fromX = clamp(x + (i - reach) * stepX, widthPx);
            int fromY = clamp(y + (i - reach) * stepY, heightPx);
            sum += weights[i] * bgr.values[(fromY * widthPx + fromX) * CHANNELS + c];
          }
          result[(y * widthPx + x) * CHANNELS + c] = (float) sum;
        }
      }
    }
    return new Picture(widthPx, heightPx, new Levels(result));
  }

  private static int clamp(int value, int size) {
    return Math.max(0, Math.min(size - 1, value));
  }

  /** Smaller, as from further away: the mean of what falls into each pixel. */
  Picture smaller(double scale) {
    int width = (int) Math.round(widthPx * scale);
    int height = (int) Math.round(heightPx * scale);
    // Half of a new pixel to each side: nothing aliases.
    Picture soft = blurred(0.4 / scale, 0.4 / scale);
    float[] result = new float[width * height * CHANNELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < CHANNELS; c++) {
          result[(y * width + x) * CHANNELS + c] =
              soft.at((x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5, c);
        }
      }
    }
    return new Picture(width, height, new Levels(result));
  }

  private float at(double x, double y, int channel) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double down = y - top;
    return (float)
        ((1 - down) * ((1 - right) * raw(left, top, channel) + right * raw(left + 1, top, channel))
            + down
                * ((1 - right) * raw(left, top + 1, channel)
                    + right * raw(left + 1, top + 1, channel)));
  }

  private float raw(int x, int y, int channel) {
    return bgr.values[(clamp(y, heightPx) * widthPx + clamp(x, widthPx)) * CHANNELS + channel];
  }

  /** Each level by a rule, then noise of so many levels; cut to 0 to 255. */
  Picture exposed(DoubleUnaryOperator rule, double noise) {
    SplittableRandom random = new SplittableRandom(1);
    float[] result = new float[bgr.values.length];
    for (int i = 0; i < result.length; i++) {
      double level = rule.applyAsDouble(bgr.values[i]) + noise * random.nextGaussian();
      result[i] = (float) Math.max(0, Math.min(255, level));
    }
    return new Picture(widthPx, heightPx, new Levels(result));
  }

  /** As a camera would give it. */
  Frame frame() {
    ByteBuffer pixels = ByteBuffer.allocateDirect(bgr.values.length);
    for (float value : bgr.values) {
      pixels.put((byte) Math.round(value));
    }
    pixels.flip();
    LotTime time = new VirtualLotClock(Instant.EPOCH, "study").now();
    return new Still(widthPx, heightPx, time, pixels);
  }

  private record Still(int widthPx, int heightPx, LotTime time, ByteBuffer bgr) implements Frame {
    @Override
    public long index() {
      return 0;
    }

    @Override
    public int strideBytes() {
      return widthPx * CHANNELS;
    }

    @Override
    public void close() {
      // The collector takes the buffer.
    }
  }
}
