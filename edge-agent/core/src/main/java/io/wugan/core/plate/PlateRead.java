package io.wugan.core.plate;

import java.util.List;

/**
 * What one frame said of one plate (单帧识别结果).
 *
 * @param text normalised text; may be empty or no plate at all, see {@link #category()}
 * @param chars one entry for each character of the text as it was read, before normalising
 * @param category the category that fits text and colour, {@link PlateCategory#UNKNOWN} if none
 * @param color colour of the background
 * @param colorConfidence 0 to 1
 * @param colorSource where the colour comes from
 * @param detectionConfidence how sure the detector is that a plate is there, 0 to 1
 * @param plateConfidence how sure the reader is that this is lettering of a plate at all, 0 to 1
 * @param quad corners in the frame
 */
public record PlateRead(
    String text,
    List<CharRead> chars,
    PlateCategory category,
    PlateColor color,
    double colorConfidence,
    ColorSource colorSource,
    double detectionConfidence,
    double plateConfidence,
    Quad quad) {

  /**
   * @throws IllegalArgumentException if a confidence is outside 0 to 1
   */
  public PlateRead {
    chars = List.copyOf(chars);
    Probability.check("colorConfidence", colorConfidence);
    Probability.check("detectionConfidence", detectionConfidence);
    Probability.check("plateConfidence", plateConfidence);
  }

  /**
   * Confidence of the weakest character, 0 to 1; 0 for an empty text. The minimum, because a mean
   * hides the one character that is wrong.
   */
  public double confidence() {
    return chars.stream().mapToDouble(CharRead::confidence).min().orElse(0);
  }

  /** Whether some category's grammar accepts the text. */
  public boolean grammatical() {
    return category != PlateCategory.UNKNOWN;
  }

  /** Masked, because a plate is personal data. */
  @Override
  public String toString() {
    return "PlateRead[" + PlateNumber.mask(text) + " " + category + " " + confidence() + "]";
  }
}
