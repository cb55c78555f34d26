package io.wugan.recognition.decode;

import io.wugan.core.plate.Quad;
import io.wugan.core.plate.Quad.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns the detector's maps into plates. A plate is a cell whose heat reaches the threshold and is
 * the greatest of its 3×3 neighbourhood. Its corners are the mean of those that the cells of the
 * neighbourhood name which have at least half its heat, weighted by the square of their heat.
 *
 * <p>Coordinates are continuous: pixel {@code i} covers {@code [i, i + 1)}, so that the centre of
 * cell {@code (x, y)} is {@code ((x + 0.5) * stride, (y + 0.5) * stride)}.
 *
 * @param stridePx side of a cell in pixels of the network's input
 * @param threshold least heat, 0 to 1
 * @param overlap two hits whose boxes overlap by more than this are one plate
 * @param limit most plates that are given
 */
public record HeatmapDecoder(int stridePx, double threshold, double overlap, int limit) {

  private static final int CORNER_VALUES = 8;

  /**
   * Plates in pixels of the network's input, best first.
   *
   * @param heat {@code height × width}, 0 to 1
   * @param corners {@code 8 × height × width}: TLx, TLy, TRx, TRy, BRx, BRy, BLx, BLy from the
   *     cell's centre, in cells
   * @throws IllegalArgumentException if the maps are not of these sizes
   */
  public List<Hit> decode(float[] heat, float[] corners, int width, int height) {
    if (heat.length != width * height || corners.length != CORNER_VALUES * heat.length) {
      throw new IllegalArgumentException(
          "maps of "
              + heat.length
              + " and "
              + corners.length
              + " values for "
              + width
              + "x"
              + height
              + " cells");
    }
    Maps maps = new Maps(heat, corners, width, height);
    List<Hit> hits = new ArrayList<>();
    IntStream.range(0, heat.length)
        .filter(cell -> heat[cell] >= threshold && maps.isPeak(cell))
        .boxed()
        .sorted(Comparator.comparingDouble(cell -> -heat[cell]))
        .limit(4L * limit)
        .forEachOrdered(cell -> hits.add(new Hit(Math.min(1, heat[cell]), quad(maps, cell))));
    List<Hit> distinct = Hit.distinct(hits, overlap);
    return distinct.subList(0, Math.min(limit, distinct.size()));
  }

  private Quad quad(Maps maps, int peak) {
    double[] sums = new double[CORNER_VALUES];
    double total = 0;
    for (int cell : maps.neighbours(peak)) {
      double heat = maps.heat[cell];
      if (heat >= 0.5 * maps.heat[peak]) {
        double share = heat * heat;
        total += share;
        for (int k = 0; k < CORNER_VALUES; k++) {
          sums[k] += share * maps.corner(cell, k);
        }
      }
    }
    double scale = stridePx / total;
    return new Quad(
        new Point(sums[0] * scale, sums[1] * scale),
        new Point(sums[2] * scale, sums[3] * scale),
        new Point(sums[4] * scale, sums[5] * scale),
        new Point(sums[6] * scale, sums[7] * scale));
  }

  /** The maps of one picture, addressed by the number of the cell. */
  private static final class Maps {
    private final float[] heat;
    private final float[] corners;
    private final int width;
    private final int height;

    Maps(float[] heat, float[] corners, int width, int height) {
      this.heat = heat;
      this.corners = corners;
      this.width = width;
      this.height = height;
    }

    boolean isPeak(int cell) {
      for (int other : neighbours(cell)) {
        if (heat[other] > heat[cell]) {
          return false;
        }
      }
      return true;
    }

    /** Position of a corner in cells: {@code k} even x, odd y. */
    double corner(int cell, int k) {
      int at = k % 2 == 0 ? cell % width : cell / width;
      return corners[k * heat.length + cell] + at + 0.5;
    }

    /** The up to nine cells round a cell, itself included. */
    int[] neighbours(int cell) {
      int x = cell % width;
      int y = cell / width;
      return IntStream.rangeClosed(Math.max(0, y - 1), Math.min(height - 1, y + 1))
          .flatMap(
              j ->
                  IntStream.rangeClosed(Math.max(0, x - 1), Math.min(width - 1, x + 1))
                      .map(i -> j * width + i))
          .toArray();
    }
  }
}
