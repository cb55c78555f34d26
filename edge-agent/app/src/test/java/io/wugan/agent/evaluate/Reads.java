package io.wugan.agent.evaluate;

import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Made-up reads and what became of made-up plates. */
final class Reads {

  private Reads() {}

  static PlateRead read(String text, double confidence) {
    return read(text, confidence, 140, 0.9);
  }

  static PlateRead read(String text, double confidence, double widthPx, double plateConfidence) {
    return new PlateRead(
        text,
        text.chars().mapToObj(c -> new CharRead((char) c, confidence, '0', 0)).toList(),
        PlateGrammar.categoryOf(text, PlateColor.BLUE),
        PlateColor.BLUE,
        0.9,
        ColorSource.PIXELS,
        0.9,
        plateConfidence,
        Quad.rectangle(0, 0, widthPx, widthPx / 3));
  }

  static LabelledPicture picture(String... plates) {
    return new LabelledPicture(
        Path.of("a.jpg"), List.of(plates).stream().map(LabelledPlate::of).toList());
  }

  static Outcome outcome(boolean right, double confidence) {
    return new Outcome(
        Path.of("a.jpg"),
        LabelledPlate.of("浙A12345"),
        Optional.of(read(right ? "浙A12345" : "浙A12346", confidence)));
  }
}
