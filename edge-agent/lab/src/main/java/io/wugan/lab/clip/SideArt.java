package io.wugan.lab.clip;

import io.wugan.lab.clip.BodyShape.Station;
import io.wugan.lab.clip.VehicleSpec.Body;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Draws a vehicle's side, front to the left, in metres, y upwards. */
final class SideArt {

  private final BodyShape shape;
  private final Body body;
  private final Color paint;
  private final double middle;

  SideArt(BodyShape shape, Body body, Color paint) {
    this.shape = shape;
    this.body = body;
    this.paint = paint;
    this.middle = shape.length() / 2;
  }

  Texture draw() {
    BodyArt.Sheet sheet = new BodyArt.Sheet(shape.length(), shape.height(), true);
    Graphics2D g = sheet.g;
    Area all = new Area(new Rectangle2D.Double(-middle, 0, shape.length(), shape.height()));
    g.setColor(paint);
    g.fill(all);
    double sill = shape.stations().get(0).y() + 0.04;
    g.setPaint(
        new GradientPaint(
            0,
            (float) shape.belt(),
            new Color(0, 0, 0, 0),
            0,
            (float) sill,
            new Color(0, 0, 0, 110)));
    g.fill(new Rectangle2D.Double(-middle, 0, shape.length(), shape.belt()));
    windows(g);
    doors(g, sill);
    g.setColor(new Color(0x17181A));
    g.fill(new Rectangle2D.Double(-middle, 0, shape.length(), sill + 0.05));
    Area kept = new Area(new Rectangle2D.Double(-middle, sill, shape.length(), shape.height()));
    for (double axle : new double[] {shape.frontAxle(), shape.rearAxle()}) {
      wheel(g, axle - middle);
      kept.add(new Area(circle(axle - middle, shape.wheelRadius(), shape.wheelRadius())));
    }
    sheet.keep(kept, all);
    return sheet.texture();
  }

  private void windows(Graphics2D g) {
    Station base = shape.stations().get(6);
    Station roof = shape.stations().get(7);
    Station rearRoof = shape.stations().get(9);
    Station rearBase = shape.stations().get(10);
    double low = shape.belt() + 0.03;
    double high = shape.height() - 0.14;
    Path2D glass = new Path2D.Double();
    glass.moveTo(base.z() + 0.28 - middle, low);
    glass.lineTo(roof.z() + 0.12 - middle, high);
    glass.lineTo(Math.max(roof.z() + 0.2, rearRoof.z() - 0.05) - middle, high);
    glass.lineTo(rearBase.z() - 0.22 - middle, low);
    glass.closePath();
    g.setPaint(
        new GradientPaint(
            0, (float) high, new Color(0x0D1012), 0, (float) low, new Color(0x262C30)));
    g.fill(glass);
    g.setColor(new Color(0x101112));
    double pillar = (base.z() + rearBase.z()) / 2 + 0.1 - middle;
    g.fill(new Rectangle2D.Double(pillar - 0.05, low - 0.02, 0.1, high - low + 0.04));
    g.setColor(new Color(0x9DA2A6));
    g.setStroke(new BasicStroke(0.014f));
    g.draw(
        new Line2D.Double(
            base.z() + 0.2 - middle, low - 0.015, rearBase.z() - middle, low - 0.015));
  }

  private void doors(Graphics2D g, double sill) {
    double first = shape.stations().get(6).z() + 0.15 - middle;
    double second = (shape.stations().get(6).z() + shape.stations().get(10).z()) / 2 + 0.1 - middle;
    double third = Math.min(shape.rearAxle() - 0.1, shape.skinLength() - 0.1) - middle;
    g.setStroke(new BasicStroke(0.01f));
    g.setColor(new Color(0, 0, 0, 130));
    for (double x :
        body == Body.TRUCK
            ? new double[] {0.25 - middle, 1.5 - middle}
            : new double[] {first, second, third}) {
      g.draw(new Line2D.Double(x, sill + 0.1, x, shape.belt() + 0.02));
    }
    g.setColor(new Color(0, 0, 0, 40));
    g.fill(new Rectangle2D.Double(-middle, shape.belt() - 0.22, shape.length(), 0.03));
    g.setColor(new Color(255, 255, 255, 40));
    g.fill(new Rectangle2D.Double(-middle, shape.belt() - 0.19, shape.length(), 0.02));
    if (body != Body.TRUCK) {
      g.setColor(new Color(0xA9AEB2));
      for (double x : new double[] {second - 0.26, third - 0.3}) {
        g.fill(new Rectangle2D.Double(x, shape.belt() - 0.13, 0.18, 0.035));
      }
    }
  }

  private void wheel(Graphics2D g, double x) {
    double r = shape.wheelRadius();
    g.setColor(new Color(0x08090A));
    g.fill(circle(x, r, r + 0.07));
    g.setColor(new Color(0x1B1B1C));
    g.fill(circle(x, r, r));
    g.setColor(new Color(0x7F8488));
    g.fill(circle(x, r, r * 0.66));
    g.setColor(new Color(0x2A2C2E));
    for (int i = 0; i < 5; i++) {
      double angle = 2 * Math.PI * i / 5 + 0.3;
      g.fill(circle(x + r * 0.42 * Math.cos(angle), r + r * 0.42 * Math.sin(angle), r * 0.15));
    }
    g.setColor(new Color(0xB5BABD));
    g.fill(circle(x, r, r * 0.12));
  }

  private static Ellipse2D circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
