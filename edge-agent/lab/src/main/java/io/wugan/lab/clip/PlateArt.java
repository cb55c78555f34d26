package io.wugan.lab.clip;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Draws the picture of a plate: film, frame line, pressed characters, screws, dust. Stateless. */
final class PlateArt {

  /** Resolution of the picture, pixels a millimetre. */
  static final int PX_PER_MM = 4;

  private PlateArt() {}

  /**
   * The plate's picture, ARGB, transparent outside the rounded corners.
   *
   * @param rear whether it is the plate at the rear (two rows on large vehicles)
   * @param seed seed of screws and dust
   */
  static BufferedImage draw(PlateStyle style, String plate, boolean rear, long seed) {
    PlateLayout layout = PlateLayout.of(style, plate, rear);
    int width = layout.widthMm() * PX_PER_MM;
    int height = layout.heightMm() * PX_PER_MM;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(PX_PER_MM, PX_PER_MM);
    SplittableRandom random = new SplittableRandom(seed);
    PlateInk ink = PlateInk.of(style);
    paintFilm(g, style, layout, ink);
    paintFrame(g, layout, ink);
    for (int i = 0; i < plate.length(); i++) {
      PlateLayout.Cell cell = layout.cells().get(i);
      char c = plate.charAt(i);
      Area glyph = GlyphOutlines.get().fit(c, cell.x(), cell.y(), cell.width(), cell.height());
      emboss(g, glyph, ink.of(i, c));
    }
    if (layout.dotX() >= 0) {
      emboss(g, new Ellipse2D.Double(layout.dotX() - 5, layout.dotY() - 5, 10, 10), ink.of(1, '·'));
    }
    paintScrews(g, layout, random);
    paintDust(g, layout, random);
    g.dispose();
    return image;
  }

  /** A cloth or a bag over the plate, for a vehicle that hides its number. */
  static BufferedImage cover(int widthMm, int heightMm, long seed) {
    int width = widthMm * PX_PER_MM / 2;
    int height = heightMm * PX_PER_MM / 2;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    SplittableRandom random = new SplittableRandom(seed);
    double phase = random.nextDouble() * 6;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double fold = Math.sin(x * 0.035 + phase + Math.sin(y * 0.02) * 1.5) * 14;
        int v = (int) (96 + fold + random.nextDouble() * 6);
        image.setRGB(x, y, 0xFF000000 | (v << 16) | ((v - 6) << 8) | (v - 18));
      }
    }
    return image;
  }

  private static void paintFilm(Graphics2D g, PlateStyle style, PlateLayout layout, PlateInk ink) {
    Shape whole = new RoundRectangle2D.Double(0, 0, layout.widthMm(), layout.heightMm(), 20, 20);
    float bottom = layout.heightMm();
    g.setPaint(new GradientPaint(0, bottom * 0.08f, ink.top(), 0, bottom * 0.92f, ink.bottom()));
    g.fill(whole);
    if (style == PlateStyle.NEV_LARGE) {
      Area yellow = new Area(whole);
      yellow.intersect(new Area(new Rectangle2D.Double(0, 0, 137, 140)));
      g.setPaint(new Color(0xF2B71C));
      g.fill(yellow);
    }
  }

  private static void paintFrame(Graphics2D g, PlateLayout layout, PlateInk ink) {
    g.setColor(ink.frame());
    g.setStroke(new BasicStroke(ink.frameMm()));
    g.draw(new RoundRectangle2D.Double(4, 4, layout.widthMm() - 8, layout.heightMm() - 8, 14, 14));
  }

  /** A pressed character: a lit upper edge and a shaded lower edge under the ink. */
  private static void emboss(Graphics2D g, Shape shape, Color ink) {
    g.setColor(new Color(255, 255, 255, 50));
    g.fill(AffineTransform.getTranslateInstance(-0.7, -0.9).createTransformedShape(shape));
    g.setColor(new Color(0, 0, 0, 90));
    g.fill(AffineTransform.getTranslateInstance(0.8, 1.1).createTransformedShape(shape));
    g.setColor(ink);
    g.fill(shape);
  }

  private static void paintScrews(Graphics2D g, PlateLayout layout, SplittableRandom random) {
    double dx = layout.widthMm() == 480 ? 120 : 105;
    double centre = layout.widthMm() / 2.0;
    boolean lower = random.nextInt(4) != 0;
    for (int i = 0; i < (lower ? 4 : 2); i++) {
      double x = centre + (i % 2 == 0 ? -dx : dx);
      double y = i < 2 ? 12.5 : layout.heightMm() - 12.5;
      g.setColor(new Color(0, 0, 0, 110));
      g.fill(new Ellipse2D.Double(x - 5.4, y - 4.6, 11.6, 11.6));
      g.setPaint(
          new GradientPaint(
              (float) x,
              (float) y - 5,
              new Color(0xD8DADC),
              (float) x,
              (float) y + 5,
              new Color(0x84888C)));
      g.fill(new Ellipse2D.Double(x - 5, y - 5, 10, 10));
      g.setColor(new Color(0x4A4D50));
      g.fill(new Ellipse2D.Double(x - 1.6, y - 1.6, 3.2, 3.2));
    }
  }

  private static void paintDust(Graphics2D g, PlateLayout layout, SplittableRandom random) {
    for (int i = 0; i < 90; i++) {
      double radius = 0.8 + 9 * Math.pow(random.nextDouble(), 3);
      double x = random.nextDouble() * layout.widthMm();
      double y = layout.heightMm() * (1 - Math.pow(random.nextDouble(), 1.6));
      int alpha = (int) (26 / (1 + radius * 0.6)) + 2;
      g.setColor(new Color(112, 98, 80, alpha));
      g.fill(new Ellipse2D.Double(x - radius, y - radius * 0.7, 2 * radius, 1.4 * radius));
    }
    float h = layout.heightMm();
    g.setPaint(
        new GradientPaint(
            0, h * 0.55f, new Color(110, 100, 84, 0), 0, h, new Color(110, 100, 84, 44)));
    g.fill(new RoundRectangle2D.Double(0, 0, layout.widthMm(), h, 20, 20));
  }
}
