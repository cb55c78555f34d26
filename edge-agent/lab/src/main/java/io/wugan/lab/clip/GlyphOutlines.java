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

  /** Height of capitals in the outlines, units of 1000 an em. */
  private static final double CAP_HEIGHT = 741;

  /** Width of the widest ordinary capital; narrower letters keep their proportion. */
  private static final double CAP_WIDTH = 600;

  /**
   * How much the horizontal strokes are thinned so that all strokes are about 11 mm, millimetres.
   */
  private static final double THINNING_MM = 2.6;

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
    if (character == '1') {
      return one(x, y, width, height);
    }
    Path2D outline = outlines.get((int) character);
    if (outline == null) {
      throw new IllegalArgumentException("no glyph for U+" + Integer.toHexString(character));
    }
    Rectangle2D box = outline.getBounds2D();
    boolean latin = character < 0x80;
    double thinning = latin ? THINNING_MM * height / 90 : 0;
    double scaleX =
        latin ? width / Math.max(CAP_WIDTH * 0.86, box.getWidth()) : width / box.getWidth();
    double scaleY =
        (height + thinning)
            / (latin ? Math.min(box.getHeight(), CAP_HEIGHT + 24) : box.getHeight());
    AffineTransform fit = new AffineTransform();
    fit.translate(x + width / 2, y + height / 2);
    fit.scale(scaleX, scaleY);
    fit.translate(-box.getCenterX(), -box.getCenterY());
    Area area = new Area(fit.createTransformedShape(outline));
    if (thinning > 0) {
      Area lower =
          area.createTransformedArea(AffineTransform.getTranslateInstance(0, thinning / 2));
      area.transform(AffineTransform.getTranslateInstance(0, -thinning / 2));
      area.intersect(lower);
    }
    return area;
  }

  /** The standard's 1 is a plain stem with a small flag, without the foot that book faces have. */
  private static Area one(double x, double y, double width, double height) {
    double stem = width * 0.25;
    double left = x + width / 2 - stem / 2 + width * 0.06;
    Path2D path = new Path2D.Double();
    path.moveTo(left, y + height);
    path.lineTo(left, y + height * 0.16);
    path.lineTo(left - width * 0.2, y + height * 0.2);
    path.lineTo(left - width * 0.2, y + height * 0.1);
    path.quadTo(left + stem * 0.1, y + height * 0.08, left + stem * 0.3, y);
    path.lineTo(left + stem, y);
    path.lineTo(left + stem, y + height);
    path.closePath();
    return new Area(path);
  }
}
