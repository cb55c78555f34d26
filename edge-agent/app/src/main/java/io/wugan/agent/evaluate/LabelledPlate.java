package io.wugan.agent.evaluate;

import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;

/**
 * A plate that a person read, or that was rendered.
 *
 * @param text normalised text
 * @param category kind of plate as the label names it, or what the text alone says; kinds that
 *     share a grammar can be told apart by a label only
 * @param color colour as the label names it, or the one that the text alone implies
 */
public record LabelledPlate(String text, String category, PlateColor color) {

  /** A plate of which only the text is known: blue and yellow share a grammar and so a category. */
  public static LabelledPlate of(String text) {
    return new LabelledPlate(
        text,
        PlateGrammar.categoryOf(text, PlateColor.UNKNOWN).name(),
        PlateGrammar.impliedColor(text));
  }
}
