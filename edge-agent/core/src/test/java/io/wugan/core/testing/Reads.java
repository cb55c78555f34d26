package io.wugan.core.testing;

import io.wugan.core.plate.CharRead;
import io.wugan.core.plate.ColorSource;
import io.wugan.core.plate.PlateColor;
import io.wugan.core.plate.PlateGrammar;
import io.wugan.core.plate.PlateRead;
import io.wugan.core.plate.Quad;
import java.util.List;

/** Plate reads made up for tests. Immutable: every {@code with} gives another one. */
public record Reads(
    String text,
    double confidence,
    PlateColor color,
    double colorConfidence,
    ColorSource colorSource,
    double detection,
    double lettering,
    Quad quad) {

  /** A sure read of a blue plate, 120 pixels wide, in the middle of the view. */
  public static Reads of(String text) {
    return new Reads(
        text, 0.95, PlateColor.BLUE, 0.9, ColorSource.PIXELS, 0.9, 0.95, plate(400, 300, 120));
  }

  /** An upright plate around a center. */
  public static Quad plate(double centerX, double centerY, double widthPx) {
    double heightPx = widthPx * 140 / 440;
    return Quad.rectangle(centerX - widthPx / 2, centerY - heightPx / 2, widthPx, heightPx);
  }

  public Reads withConfidence(double value) {
    return new Reads(text, value, color, colorConfidence, colorSource, detection, lettering, quad);
  }

  public Reads withColor(PlateColor value, double sure, ColorSource source) {
    return new Reads(text, confidence, value, sure, source, detection, lettering, quad);
  }

  public Reads withDetection(double value) {
    return new Reads(text, confidence, color, colorConfidence, colorSource, value, lettering, quad);
  }

  public Reads withLettering(double value) {
    return new Reads(text, confidence, color, colorConfidence, colorSource, detection, value, quad);
  }

  public Reads at(double centerX, double centerY, double widthPx) {
    return at(plate(centerX, centerY, widthPx));
  }

  public Reads at(Quad value) {
    return new Reads(
        text, confidence, color, colorConfidence, colorSource, detection, lettering, value);
  }

  /** The read itself. */
  public PlateRead read() {
    List<CharRead> chars =
        text.chars().mapToObj(c -> new CharRead((char) c, confidence, '?', 0)).toList();
    return new PlateRead(
        text,
        chars,
        PlateGrammar.categoryOf(text, color),
        color,
        colorConfidence,
        colorSource,
        detection,
        lettering,
        quad);
  }
}
