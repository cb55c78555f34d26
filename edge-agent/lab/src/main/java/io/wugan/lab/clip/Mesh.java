package io.wugan.lab.clip;

import java.util.ArrayList;
import java.util.List;

/**
 * Surfaces of one vehicle in its own axes: x across (0 in the middle), y up, z from front to rear.
 * Filled once, then only read.
 */
final class Mesh {

  /**
   * A grid of points on a smooth surface.
   *
   * @param columns points in a row
   * @param rows rows
   * @param points x, y, z, u, v, nx, ny, nz of each point, row by row
   * @param texture the picture on it
   * @param gloss share of light mirrored, 0–1
   * @param retro share of the camera lamp sent straight back
   */
  record Patch(int columns, int rows, Points points, Texture texture, double gloss, double retro) {}

  /** Point data of a patch, eight numbers a point. Filled by its patch's maker only. */
  static final class Points {
    final double[] values;

    Points(int count) {
      values = new double[count * STRIDE];
    }
  }

  /** Numbers for each point. */
  static final int STRIDE = 8;

  /** Makes the place and texture place of a grid point. */
  interface Shape {
    /** Fills x, y, z, u, v for a column share and row share, both 0–1. */
    void at(double column, double row, double[] out);
  }

  private final List<Patch> patches = new ArrayList<>();

  List<Patch> patches() {
    return patches;
  }

  /**
   * Adds a surface.
   *
   * @param outward direction in which the outer side roughly faces, to turn the normals
   */
  void add(
      int columns,
      int rows,
      Texture texture,
      double gloss,
      double retro,
      double[] outward,
      Shape shape) {
    Points points = new Points(columns * rows);
    double[] p = new double[5];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        shape.at(c / (columns - 1.0), r / (rows - 1.0), p);
        System.arraycopy(p, 0, points.values, (r * columns + c) * STRIDE, 5);
      }
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        normal(points.values, columns, rows, c, r, outward);
      }
    }
    patches.add(new Patch(columns, rows, points, texture, gloss, retro));
  }

  private static void normal(
      double[] values, int columns, int rows, int c, int r, double[] outward) {
    int west = (r * columns + Math.max(0, c - 1)) * STRIDE;
    int east = (r * columns + Math.min(columns - 1, c + 1)) * STRIDE;
    int north = (Math.max(0, r - 1) * columns + c) * STRIDE;
    int south = (Math.min(rows - 1, r + 1) * columns + c) * STRIDE;
    double ax = values[east] - values[west];
    double ay = values[east + 1] - values[west + 1];
    double az = values[east + 2] - values[west + 2];
    double bx = values[south] - values[north];
    double by = values[south + 1] - values[north + 1];
    double bz = values[south + 2] - values[north + 2];
    double nx = ay * bz - az * by;
    double ny = az * bx - ax * bz;
    double nz = ax * by - ay * bx;
    double length = Math.max(1e-12, Math.sqrt(nx * nx + ny * ny + nz * nz));
    double sign = nx * outward[0] + ny * outward[1] + nz * outward[2] < 0 ? -1 : 1;
    int i = (r * columns + c) * STRIDE;
    values[i + 5] = sign * nx / length;
    values[i + 6] = sign * ny / length;
    values[i + 7] = sign * nz / length;
  }

  /** Adds a box without a bottom; every side shows the whole texture. */
  void addBox(double[] low, double[] high, Texture texture, double gloss) {
    double[] d = {high[0] - low[0], high[1] - low[1], high[2] - low[2]};
    for (int axis = 0; axis < 3; axis++) {
      for (int side = 0; side < 2; side++) {
        addBoxSide(low, d, axis, side, texture, gloss);
      }
    }
  }

  private void addBoxSide(
      double[] low, double[] d, int axis, int side, Texture texture, double gloss) {
    double[] out = new double[3];
    out[axis] = side == 0 ? -1 : 1;
    int across = axis == 0 ? 2 : 0;
    int along = axis == 1 ? 2 : 1;
    add(
        5,
        5,
        texture,
        gloss,
        0,
        out,
        (c, r, p) -> {
          p[axis] = low[axis] + side * d[axis];
          p[across] = low[across] + c * d[across];
          p[along] = low[along] + (1 - r) * d[along];
          p[3] = c;
          p[4] = r;
        });
  }
}
