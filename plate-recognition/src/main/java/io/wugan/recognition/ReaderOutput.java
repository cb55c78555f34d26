package io.wugan.recognition;

import java.util.List;

/** What the reader's network says of one view of a plate, or the mean of several. Immutable. */
final class ReaderOutput {

  private final float[] chars;
  private final float[] colors;
  private final float plate;

  private ReaderOutput(float[] chars, float[] colors, float plate) {
    this.chars = chars;
    this.colors = colors;
    this.plate = plate;
  }

  /** Copies the network's tensors: characters, colours, and whether it is a plate. */
  static ReaderOutput of(List<Tensor> outputs) {
    return new ReaderOutput(
        outputs.get(0).values().clone(),
        outputs.get(1).values().clone(),
        outputs.get(2).values()[1]);
  }

  /** The mean of one or more. */
  static ReaderOutput mean(List<ReaderOutput> all) {
    ReaderOutput first = all.get(0);
    float[] chars = new float[first.chars.length];
    float[] colors = new float[first.colors.length];
    float plate = 0;
    float share = 1f / all.size();
    for (ReaderOutput each : all) {
      add(each.chars, share, chars);
      add(each.colors, share, colors);
      plate += share * each.plate;
    }
    return new ReaderOutput(chars, colors, plate);
  }

  private static void add(float[] values, float share, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += share * values[i];
    }
  }

  /** Probabilities, slots × classes; not to be changed. */
  float[] chars() {
    return chars;
  }

  /** How probable the least sure slot's best class is. */
  double weakest(int classes) {
    double weakest = 1;
    for (int from = 0; from < chars.length; from += classes) {
      float best = 0;
      for (int c = 0; c < classes; c++) {
        best = Math.max(best, chars[from + c]);
      }
      weakest = Math.min(weakest, best);
    }
    return weakest;
  }

  /** Index of the most probable colour. */
  int color() {
    int best = 0;
    for (int i = 1; i < colors.length; i++) {
      best = colors[i] > colors[best] ? i : best;
    }
    return best;
  }

  /** How probable that colour is, 0 to 1. */
  double colorConfidence() {
    return probability(colors[color()]);
  }

  /** How probable it is that the picture shows a plate, 0 to 1. */
  double plate() {
    return probability(plate);
  }

  // A softmax may exceed 1 by a rounding error.
  private static double probability(float value) {
    return Math.min(1, Math.max(0, value));
  }
}
