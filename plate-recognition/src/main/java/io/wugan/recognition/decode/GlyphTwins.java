package io.wugan.recognition.decode;

import java.util.List;

/**
 * The letter O and the digit 0 are one glyph on a plate, so that no network can tell them apart:
 * their probabilities belong together, and the place tells which of the two is meant. Plates have
 * an O in the issuing office's place only (川O, 冀O, 粤O), GA 36-2018 has none in a serial. Immutable.
 */
final class GlyphTwins {

  // The second place, counted from 0.
  private static final int OFFICE = 1;
  // The spelling that is unusual at a place comes second, and is there if the grammar wants it.
  private static final float UNUSUAL = 0.999f;

  private final int classes;
  private final int letter;
  private final int digit;

  GlyphTwins(List<String> alphabet) {
    this.classes = alphabet.size();
    this.letter = alphabet.indexOf("O");
    this.digit = alphabet.indexOf("0");
  }

  /**
   * Gives both spellings the probability of the glyph, the usual one of the place first.
   *
   * @param probabilities {@code slots × classes}; left as it is
   * @return a new array; the same values where the alphabet lacks one of the two
   */
  float[] merge(float[] probabilities) {
    float[] result = probabilities.clone();
    if (letter < 0 || digit < 0) {
      return result;
    }
    for (int from = 0; from < result.length; from += classes) {
      float glyph = result[from + letter] + result[from + digit];
      boolean office = from / classes == OFFICE;
      result[from + letter] = office ? glyph : UNUSUAL * glyph;
      result[from + digit] = office ? UNUSUAL * glyph : glyph;
    }
    return result;
  }

  /** Whether two classes are one glyph. */
  boolean same(int one, int other) {
    return one == other || (one == letter && other == digit) || (one == digit && other == letter);
  }
}
