package io.wugan.lab.clip;

import io.wugan.lab.clip.VehicleSpec.Body;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** Draws the pictures laid on a vehicle's skin. Elevations are drawn in metres, y upwards. */
final class BodyArt {

  /** Height of the front and rear pictures, metres. */
  static final double FACE_HEIGHT = 1.5;

  private static final int PX_PER_M = 420;
  private static final Color BLACK = new Color(0x131415);
  private static final Color DARK = new Color(0x222426);
  private static final Color CHROME = new Color(0xC9CDD0);

  private final BodyShape shape;
  private final Body body;
  private final Color paint;

  BodyArt(BodyShape shape, Body body, int rgb) {
    this.shape = shape;
    this.body = body;
    this.paint = new Color(rgb);
  }

  Texture paint() {
    return Texture.plain(paint.getRGB() & 0xFFFFFF);
  }

  Texture front() {
    Sheet sheet = new Sheet(shape.width(), FACE_HEIGHT, true);
    Graphics2D g = sheet.g;
    fillFace(g);
    if (body == Body.TRUCK) {
      truckFace(g);
    } else {
      carFace(g);
    }
    bracket(g, shape.frontPlateY());
    return sheet.texture();
  }

  private void fillFace(Graphics2D g) {
    double half = shape.width() / 2;
    g.setColor(paint);
    g.fill(new Rectangle2D.Double(-half, 0, 2 * half, FACE_HEIGHT));
    double sill = shape.stations().get(0).y();
    g.setPaint(
        new GradientPaint(
            0,
            (float) sill + 0.2f,
            new Color(0, 0, 0, 0),
            0,
            (float) sill,
            new Color(0, 0, 0, 120)));
    g.fill(new Rectangle2D.Double(-half, 0, 2 * half, FACE_HEIGHT));
  }

  private void carFace(Graphics2D g) {
    double half = shape.width() / 2;
    double plateY = shape.frontPlateY();
    double top = shape.stations().get(4).y();
    double sill = shape.stations().get(0).y();
    double lampY = top - 0.13;
    Path2D grille = new Path2D.Double();
    grille.moveTo(-0.46, lampY + 0.05);
    grille.lineTo(0.46, lampY + 0.05);
    grille.lineTo(0.36, plateY + 0.10);
    grille.lineTo(-0.36, plateY + 0.10);
    grille.closePath();
    g.setColor(BLACK);
    g.fill(grille);
    Shape clip = g.getClip();
    g.clip(grille);
    g.setColor(new Color(0x3B3E41));
    g.setStroke(new BasicStroke(0.008f));
    for (double y = plateY + 0.115; y < lampY + 0.05; y += 0.026) {
      g.draw(new Line2D.Double(-0.5, y, 0.5, y));
    }
    g.setClip(clip);
    g.setColor(CHROME);
    g.setStroke(new BasicStroke(0.012f));
    g.draw(grille);
    badge(g, (lampY + plateY + 0.13) / 2);
    Path2D intake = new Path2D.Double();
    intake.moveTo(-0.52, plateY - 0.10);
    intake.lineTo(0.52, plateY - 0.10);
    intake.lineTo(0.62, sill + 0.04);
    intake.lineTo(-0.62, sill + 0.04);
    intake.closePath();
    g.setColor(DARK);
    g.fill(intake);
    for (int sign = -1; sign <= 1; sign += 2) {
      headlamp(g, sign, half, lampY);
      fogLamp(g, sign, half, (plateY - 0.07 + sill) / 2);
    }
    g.setColor(new Color(0, 0, 0, 110));
    g.setStroke(new BasicStroke(0.008f));
    g.draw(new Line2D.Double(-half, top + 0.005, half, top + 0.005));
    g.setColor(BLACK);
    g.fill(new Rectangle2D.Double(-half, 0, 2 * half, sill + 0.03));
  }

  private static void badge(Graphics2D g, double y) {
    g.setColor(CHROME);
    g.fill(new Ellipse2D.Double(-0.065, y - 0.045, 0.13, 0.09));
    g.setColor(new Color(0x30343A));
    g.fill(new Ellipse2D.Double(-0.05, y - 0.033, 0.10, 0.066));
    g.setColor(CHROME);
    g.fill(new Ellipse2D.Double(-0.018, y - 0.03, 0.036, 0.06));
  }

  private static void headlamp(Graphics2D g, int sign, double half, double y) {
    Path2D lamp = new Path2D.Double();
    lamp.moveTo(sign * 0.48, y + 0.045);
    lamp.quadTo(sign * 0.65, y + 0.075, sign * (half - 0.01), y + 0.10);
    lamp.quadTo(sign * (half + 0.01), y, sign * (half - 0.07), y - 0.045);
    lamp.quadTo(sign * 0.62, y - 0.075, sign * 0.49, y - 0.02);
    lamp.closePath();
    g.setPaint(
        new GradientPaint(
            0, (float) y + 0.1f, new Color(0x9AA4AE), 0, (float) y - 0.06f, new Color(0x3A4047)));
    g.fill(lamp);
    for (double x : new double[] {0.58, 0.71}) {
      Ellipse2D lens = new Ellipse2D.Double(sign * x - 0.043, y - 0.028, 0.086, 0.082);
      g.setColor(new Color(0x1F2327));
      g.fill(lens);
      g.setPaint(
          new GradientPaint(
              0,
              (float) y + 0.05f,
              new Color(0xF2F6FA),
              0,
              (float) y - 0.03f,
              new Color(0x59626B)));
      g.fill(new Ellipse2D.Double(sign * x - 0.032, y - 0.018, 0.064, 0.062));
    }
    g.setColor(new Color(0xF4F7FA));
    g.setStroke(new BasicStroke(0.012f));
    Path2D line = new Path2D.Double();
    line.moveTo(sign * 0.52, y - 0.022);
    line.quadTo(sign * 0.64, y - 0.058, sign * (half - 0.09), y - 0.034);
    g.draw(line);
    g.setColor(BLACK);
    g.setStroke(new BasicStroke(0.008f));
    g.draw(lamp);
  }

  private static void fogLamp(Graphics2D g, int sign, double half, double y) {
    g.setColor(BLACK);
    g.fill(
        new RoundRectangle2D.Double(sign * (half - 0.18) - 0.1, y - 0.05, 0.2, 0.10, 0.06, 0.06));
    g.setColor(new Color(0xAEB5BB));
    g.fill(new Ellipse2D.Double(sign * (half - 0.17) - 0.035, y - 0.03, 0.07, 0.06));
  }

  private void truckFace(Graphics2D g) {
    double half = shape.width() / 2;
    g.setColor(BLACK);
    g.fill(new RoundRectangle2D.Double(-0.66, 0.84, 1.32, 0.34, 0.08, 0.08));
    g.setColor(CHROME);
    g.setStroke(new BasicStroke(0.022f));
    for (double y = 0.90; y < 1.16; y += 0.075) {
      g.draw(new Line2D.Double(-0.62, y, 0.62, y));
    }
    badge(g, 1.25);
    g.setColor(new Color(0x5B6064));
    g.fill(new Rectangle2D.Double(-half, 0, 2 * half, 0.78));
    g.setColor(BLACK);
    g.fill(new Rectangle2D.Double(-half, 0, 2 * half, 0.40));
    g.fill(new RoundRectangle2D.Double(-0.45, 0.44, 0.9, 0.28, 0.04, 0.04));
    for (int sign = -1; sign <= 1; sign += 2) {
      double x = sign * (half - 0.24);
      g.setColor(DARK);
      g.fill(new RoundRectangle2D.Double(x - 0.19, 0.50, 0.38, 0.20, 0.06, 0.06));
      g.setPaint(new GradientPaint(0, 0.7f, new Color(0xE9EEF2), 0, 0.5f, new Color(0x7E878F)));
      g.fill(new RoundRectangle2D.Double(x - 0.17, 0.52, 0.24, 0.16, 0.05, 0.05));
      g.setColor(new Color(0xD9882B));
      g.fill(new Rectangle2D.Double(x + 0.09, 0.52, 0.07, 0.16));
    }
  }

  private void bracket(Graphics2D g, double y) {
    g.setColor(new Color(0x0E0F10));
    g.fill(new RoundRectangle2D.Double(-0.255, y - 0.088, 0.51, 0.176, 0.02, 0.02));
  }

  Texture rear() {
    Sheet sheet = new Sheet(shape.width(), FACE_HEIGHT, true);
    Graphics2D g = sheet.g;
    fillFace(g);
    double half = shape.width() / 2;
    double y = shape.rearPlateY();
    double sill = shape.stations().get(shape.stations().size() - 1).y();
    g.setColor(new Color(0, 0, 0, 70));
    g.fill(new RoundRectangle2D.Double(-0.34, y - 0.13, 0.68, 0.26, 0.08, 0.08));
    g.setColor(CHROME);
    g.fill(new Rectangle2D.Double(-0.33, y + 0.115, 0.66, 0.028));
    for (int sign = -1; sign <= 1; sign += 2) {
      tailLamp(g, sign, half, y + 0.04);
      g.setColor(new Color(0xA01818));
      g.fill(new Rectangle2D.Double(sign * (half - 0.25) - 0.08, sill + 0.13, 0.16, 0.04));
    }
    g.setColor(BLACK);
    g.fill(new Rectangle2D.Double(-half, 0, 2 * half, sill + 0.10));
    g.setColor(new Color(0, 0, 0, 120));
    g.setStroke(new BasicStroke(0.008f));
    g.draw(new Line2D.Double(-half, y - 0.17, half, y - 0.17));
    return sheet.texture();
  }

  private static void tailLamp(Graphics2D g, int sign, double half, double y) {
    Path2D lamp = new Path2D.Double();
    lamp.moveTo(sign * 0.46, y + 0.05);
    lamp.lineTo(sign * half, y + 0.09);
    lamp.lineTo(sign * (half - 0.01), y - 0.09);
    lamp.lineTo(sign * 0.5, y - 0.05);
    lamp.closePath();
    g.setPaint(
        new GradientPaint(
            0, (float) y + 0.09f, new Color(0xC8302B), 0, (float) y - 0.09f, new Color(0x6E0F10)));
    g.fill(lamp);
    g.setColor(new Color(0xE9C9C4));
    g.fill(new Rectangle2D.Double(sign * 0.57 - 0.05, y - 0.03, 0.1, 0.035));
  }

  Texture bonnet() {
    Sheet sheet = new Sheet(1, 1, false);
    Graphics2D g = sheet.g;
    g.setColor(paint);
    g.fill(new Rectangle2D.Double(0, 0, 1, 1));
    g.setStroke(new BasicStroke(0.012f));
    g.setColor(new Color(0, 0, 0, 120));
    g.draw(new Line2D.Double(0.06, 0, 0.05, 1));
    g.draw(new Line2D.Double(0.94, 0, 0.95, 1));
    g.setColor(new Color(255, 255, 255, 26));
    g.setStroke(new BasicStroke(0.02f));
    g.draw(new Line2D.Double(0.27, 0, 0.2, 1));
    g.draw(new Line2D.Double(0.73, 0, 0.8, 1));
    g.setColor(BLACK);
    g.fill(new Rectangle2D.Double(0, 0.95, 1, 0.05));
    return sheet.texture();
  }

  Texture windscreen() {
    Sheet sheet = new Sheet(1, 1, false);
    Graphics2D g = sheet.g;
    g.setPaint(new GradientPaint(0, 0, new Color(0x1C2225), 0, 1, new Color(0x0B0D0F)));
    g.fill(new Rectangle2D.Double(0, 0, 1, 1));
    g.setColor(new Color(0x2B2E30));
    g.fill(new Rectangle2D.Double(0, 0, 1, 0.16));
    occupant(g, 0.70);
    g.setColor(new Color(0x23272A));
    g.fill(new RoundRectangle2D.Double(0.19, 0.28, 0.2, 0.42, 0.1, 0.1));
    g.setColor(new Color(0x14181A));
    g.fill(new RoundRectangle2D.Double(0.44, 0.84, 0.12, 0.08, 0.03, 0.03));
    g.setColor(new Color(0xB9C3B4));
    g.fill(new Rectangle2D.Double(0.10, 0.86, 0.05, 0.07));
    g.setColor(BLACK);
    g.setStroke(new BasicStroke(0.012f));
    g.draw(new Line2D.Double(0.15, 0.03, 0.50, 0.10));
    g.draw(new Line2D.Double(0.50, 0.03, 0.84, 0.10));
    frameGlass(g);
    return sheet.texture();
  }

  private static void occupant(Graphics2D g, double x) {
    g.setColor(new Color(0x34373B));
    g.fill(new RoundRectangle2D.Double(x - 0.15, 0.10, 0.30, 0.38, 0.2, 0.2));
    g.setColor(new Color(0x8A6A55));
    g.fill(new Ellipse2D.Double(x - 0.055, 0.44, 0.11, 0.24));
    g.setColor(new Color(0x15110F));
    g.fill(new Ellipse2D.Double(x - 0.06, 0.61, 0.12, 0.10));
  }

  private void frameGlass(Graphics2D g) {
    g.setColor(paint);
    g.fill(new Rectangle2D.Double(0, 0, 0.045, 1));
    g.fill(new Rectangle2D.Double(0.955, 0, 0.045, 1));
    g.fill(new Rectangle2D.Double(0, 0.955, 1, 0.045));
  }

  Texture rearWindow() {
    Sheet sheet = new Sheet(1, 1, false);
    Graphics2D g = sheet.g;
    g.setColor(paint);
    g.fill(new Rectangle2D.Double(0, 0, 1, 1));
    g.setPaint(new GradientPaint(0, 0, new Color(0x0B0D0F), 0, 1, new Color(0x1C2225)));
    g.fill(new RoundRectangle2D.Double(0.07, 0.06, 0.86, 0.86, 0.08, 0.08));
    g.setColor(new Color(0x32383C));
    g.setStroke(new BasicStroke(0.006f));
    for (double y = 0.2; y < 0.9; y += 0.09) {
      g.draw(new Line2D.Double(0.1, y, 0.9, y));
    }
    return sheet.texture();
  }

  /** The side seen square on; nothing below the sill but the wheels. */
  Texture side() {
    return new SideArt(shape, body, paint).draw();
  }

  Texture cargo() {
    Sheet sheet = new Sheet(1, 1, false);
    Graphics2D g = sheet.g;
    g.setColor(new Color(0xD5D8D8));
    g.fill(new Rectangle2D.Double(0, 0, 1, 1));
    g.setColor(new Color(0, 0, 0, 30));
    for (double x = 0.03; x < 1; x += 0.06) {
      g.fill(new Rectangle2D.Double(x, 0, 0.012, 1));
    }
    g.setColor(new Color(0x8E9393));
    g.fill(new Rectangle2D.Double(0, 0, 1, 0.03));
    g.fill(new Rectangle2D.Double(0, 0.97, 1, 0.03));
    g.fill(new Rectangle2D.Double(0.495, 0, 0.01, 1));
    return sheet.texture();
  }

  /** A picture drawn in metres. */
  static final class Sheet {
    final BufferedImage image;
    final Graphics2D g;

    /**
     * @param elevation y upwards and x 0 in the middle, instead of both from the upper left corner
     */
    Sheet(double widthM, double heightM, boolean elevation) {
      int px = elevation ? PX_PER_M : PX_PER_M + 92;
      int w = (int) Math.round(widthM * px);
      int h = (int) Math.round(heightM * px);
      image = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB);
      g = image.createGraphics();
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.scale(px, px);
      if (elevation) {
        g.transform(new AffineTransform(1, 0, 0, -1, widthM / 2, heightM));
      }
    }

    Texture texture() {
      g.dispose();
      return Texture.of(image);
    }

    /** Keeps only what lies inside the given shapes. */
    void keep(Area area, Area all) {
      Area rest = new Area(all);
      rest.subtract(area);
      g.setComposite(AlphaComposite.Clear);
      g.fill(rest);
    }
  }
}
