package io.wugan.lab.clip;

import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Outlines of the characters of number plates, from the text resource {@code plate-glyphs.txt},
 * fitted into the cells of GA 36-2018. No font of the machine is used. Immutable.
 */
final class GlyphOutlines {

  private static final String RESOURCE = "plate-glyphs.txt";

  /** Width of the widest ordinary capital; narrower letters keep their proportion. */
  private static final double CAP_WIDTH = 600;

  /**
   * How much the horizontal strokes are thinned so that all strokes are about 11 mm, millimetres.
   */
  private static final double THINNING_MM = 2.6;

  /** The standard's 1 is a stem with a small flag, without the foot that book faces have. */
  private static final double[] ONE = {
    0.435, 1, 0.435, 0.16, 0.235, 0.2, 0.235, 0.1, 0.46, 0.08, 0.51, 0, 0.685, 0, 0.685, 1
  };

  /** The standard's M meets in the middle above the foot line. */
  private static final double[] LETTER_M = {
    0, 0, 0.21, 0, 0.5, 0.34, 0.79, 0, 1, 0, 1, 1, 0.79, 1, 0.79, 0.27, 0.5, 0.62, 0.21, 0.27, 0.21,
    1, 0, 1
  };

  /** The standard's Y has a long stem. */
  private static final double[] LETTER_Y = {
    0, 0, 0.27, 0, 0.5, 0.36, 0.73, 0, 1, 0, 0.635, 0.52, 0.635, 1, 0.365, 1, 0.365, 0.52
  };

  private static final GlyphOutlines INSTANCE = new GlyphOutlines();

  private final Map<Integer, Path2D> outlines = new HashMap<>();

  private GlyphOutlines() {
    try (InputStream in = GlyphOutlines.class.getResourceAsStream(RESOURCE);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, RESOURCE), StandardCharsets.UTF_8))) {
      reader.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  static GlyphOutlines get() {
    return INSTANCE;
  }

  private void add(String line) {
    String[] words = line.split(" ", -1);
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    int i = 2;
    while (i < words.length) {
      char command = words[i].charAt(0);
      int points = command == 'Z' ? 0 : command == 'C' ? 3 : command == 'Q' ? 2 : 1;
      double[] p = new double[2 * points];
      for (int k = 0; k < points; k++, i++) {
        String word = k == 0 ? words[i].substring(1) : words[i];
        int comma = word.indexOf(',');
        p[2 * k] = Integer.parseInt(word.substring(0, comma));
        p[2 * k + 1] = -Integer.parseInt(word.substring(comma + 1));
      }
      switch (command) {
        case 'M' -> path.moveTo(p[0], p[1]);
        case 'L' -> path.lineTo(p[0], p[1]);
        case 'Q' -> path.quadTo(p[0], p[1], p[2], p[3]);
        case 'C' -> path.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
        default -> {
          path.closePath();
          i++;
        }
      }
    }
    outlines.put(words[0].codePointAt(0), path);
  }

  /**
   * The character's outline, fitted into a cell.
   *
   * @param character a character of the plate alphabet
   * @param x left edge of the cell, millimetres
   * @param y upper edge of the cell, millimetres
   * @param width width of the cell, millimetres
   * @param height height of the cell, millimetres
   */
  Area fit(char character, double x, double y, double width, double height) {
    return switch (character) {
      case '1' -> polygon(ONE, x, y, width, height);
      case 'M' -> polygon(LETTER_M, x, y, width, height);
      case 'Y' -> polygon(LETTER_Y, x, y, width, height);
      default ->
          character < 0x80
              ? latin(character, x, y, width, height)
              : han(character, x, y, width, height);
    };
  }

  private Area latin(char character, double x, double y, double width, double height) {
    double thinning = THINNING_MM * height / 90;
    Path2D outline = outline(character);
    double scaleX = width / Math.max(CAP_WIDTH * 0.86, outline.getBounds2D().getWidth());
    Area area = place(outline, scaleX, x + width / 2, y + height / 2, height + thinning);
    Area lower = area.createTransformedArea(AffineTransform.getTranslateInstance(0, thinning / 2));
    area.transform(AffineTransform.getTranslateInstance(0, -thinning / 2));
    area.intersect(lower);
    return area;
  }

  private Area han(char character, double x, double y, double width, double height) {
    Path2D outline = outline(character);
    double scaleX = width / outline.getBounds2D().getWidth();
    return place(outline, scaleX, x + width / 2, y + height / 2, height);
  }

  private Path2D outline(char character) {
    Path2D outline = outlines.get((int) character);
    if (outline == null) {
      throw new IllegalArgumentException("no glyph for U+" + Integer.toHexString(character));
    }
    return outline;
  }

  private static Area place(
      Path2D outline, double scaleX, double centreX, double centreY, double height) {
    Rectangle2D box = outline.getBounds2D();
    AffineTransform fit = new AffineTransform();
    fit.translate(centreX, centreY);
    fit.scale(scaleX, height / box.getHeight());
    fit.translate(-box.getCenterX(), -box.getCenterY());
    return new Area(fit.createTransformedShape(outline));
  }

  private static Area polygon(double[] corners, double x, double y, double width, double height) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners.length; i += 2) {
      double px = x + corners[i] * width;
      double py = y + corners[i + 1] * height;
      if (i == 0) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    path.closePath();
    return new Area(path);
  }
}
