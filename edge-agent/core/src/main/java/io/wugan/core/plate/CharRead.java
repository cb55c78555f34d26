package io.wugan.core.plate;

/**
 * One character as read from one frame.
 *
 * @param value the character
 * @param confidence its probability, 0 to 1
 * @param runnerUp the second best character at this place
 * @param runnerUpConfidence its probability, 0 to 1
 */
public record CharRead(char value, double confidence, char runnerUp, double runnerUpConfidence) {

  /**
   * @throws IllegalArgumentException if a confidence is outside 0 to 1 or not a number
   */
  public CharRead {
    Probability.check("confidence", confidence);
    Probability.check("runnerUpConfidence", runnerUpConfidence);
  }
}
