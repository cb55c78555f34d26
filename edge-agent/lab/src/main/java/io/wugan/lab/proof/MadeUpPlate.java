package io.wugan.lab.proof;

import io.wugan.core.lane.PlateChoice;
import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateCategory;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateNumber;
import io.wugan.core.plate.Quad;
import java.util.List;

/** Plates of vehicles that are made up, as if they had been read well. Stateless. */
public final class MadeUpPlate {

  private MadeUpPlate() {}

  /**
   * A blue plate.
   *
   * @param text such as 浙A12345
   */
  public static PlateChoice of(String text) {
    List<CharRead> chars =
        text.chars().mapToObj(each -> new CharRead((char) each, 0.98, '8', 0.01)).toList();
    return new PlateChoice(
        PlateNumber.parse(text),
        text,
        PlateCategory.SMALL_BLUE,
        PlateColor.BLUE,
        ColorSource.PIXELS,
        0.9,
        chars,
        0.75,
        List.of(new PlateChoice.Candidate(text, 0.9)),
        Quad.rectangle(100, 200, 140, 44));
  }
}
