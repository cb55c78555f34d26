package io.wugan.agent.aim;

import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Covers the plates of a picture that leaves the board in a report: it is to show how the camera is
 * aimed, and whose car stood there is nobody's business. Stateless.
 */
public final class PlateCover {

  /** More than the corners may be off. */
  private static final double MARGIN = 0.12;

  private PlateCover() {}

  /**
   * A copy in which each plate is filled and outlined.
   *
   * @param jpeg a picture
   * @param plates corners in shares of its width and height
   * @throws IOException if it cannot be decoded
   */
  public static byte[] cover(byte[] jpeg, List<Quad> plates) throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(jpeg));
    if (picture == null) {
      throw new IOException("the camera's picture cannot be decoded");
    }
    Graphics2D graphics = picture.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      for (Quad plate : plates) {
        Path2D shape = shape(plate, picture.getWidth(), picture.getHeight());
        graphics.setColor(new Color(30, 60, 120));
        graphics.fill(shape);
        graphics.setColor(new Color(60, 220, 90));
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(shape);
      }
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(picture, "jpg", out)) {
      throw new IOException("this Java cannot write JPEG");
    }
    return out.toByteArray();
  }

  private static Path2D shape(Quad plate, int widthPx, int heightPx) {
    Point center = plate.center();
    Path2D shape = new Path2D.Double();
    boolean first = true;
    for (Point corner :
        List.of(plate.topLeft(), plate.topRight(), plate.bottomRight(), plate.bottomLeft())) {
      double x = (corner.x() + MARGIN * (corner.x() - center.x())) * widthPx;
      double y = (corner.y() + MARGIN * (corner.y() - center.y())) * heightPx;
      if (first) {
        shape.moveTo(x, y);
        first = false;
      } else {
        shape.lineTo(x, y);
      }
    }
    shape.closePath();
    return shape;
  }
}
