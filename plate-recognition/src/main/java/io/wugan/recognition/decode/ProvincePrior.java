package io.wugan.recognition.decode;

import io.wugan.core.plate.PlateAlphabet;
import java.util.List;

/**
 * What is known before a look at the plate: most vehicles of a lot come from its own province.
 * Multiplies the odds of that province in the first slot, so that a blurred first character leans
 * to it; a clear one stands. Immutable.
 *
 * @param province first character of the lot's own plates, such as 浙
 * @param odds how many times likelier it is than any other single province, 1 (no prior) to 100;
 *     where seven vehicles of ten are local it is about 70, but a reader is never that well
 *     calibrated
 */
public record ProvincePrior(char province, double odds) {

  /**
   * @throws IllegalArgumentException if the province is none or the odds are out of range
   */
  public ProvincePrior {
    if (!PlateAlphabet.isProvince(province)) {
      throw new IllegalArgumentException("'" + province + "' is no province of a plate");
    }
    if (!(odds >= 1 && odds <= 100)) {
      throw new IllegalArgumentException("odds must lie between 1 and 100, not " + odds);
    }
  }

  /**
   * Gives the probabilities with the prior taken in.
   *
   * @param probabilities {@code slots × classes}, each slot's sum 1; left as it is
   * @param alphabet the classes
   * @return a new array; the same values where the alphabet has no such character
   */
  float[] apply(float[] probabilities, List<String> alphabet) {
    float[] result = probabilities.clone();
    int local = alphabet.indexOf(String.valueOf(province));
    if (local < 0) {
      return result;
    }
    double sum = 1 + (odds - 1) * result[local];
    for (int c = 0; c < alphabet.size(); c++) {
      result[c] = (float) (result[c] * (c == local ? odds : 1) / sum);
    }
    return result;
  }
}
