package io.wugan.recognition;

import java.util.Arrays;

/**
 * Tells from small grey pictures whether a vehicle stands or drives on a piece of ground, by
 * comparing them with what the ground looks like when it is free.
 *
 * <table>
 * <caption>What it does with a picture</caption>
 * <tr><th>the picture</th><th>follows</th></tr>
 * <tr><td>nearly every cell of it is lighter or darker by the same amount</td>
 *     <td>the light, or the camera's exposure, has changed: so has the ground</td></tr>
 * <tr><td>many cells of the ground differ, and edges with them</td><td>a vehicle is there</td></tr>
 * <tr><td>many cells differ, but hardly an edge</td><td>a shadow: nothing</td></tr>
 * <tr><td>few cells differ</td><td>a person, or nothing; a vehicle that was there has gone</td></tr>
 * <tr><td>still, and smoother than what was taken for the free ground</td>
 *     <td>a vehicle stood there when the ground was learnt: this is the free ground</td></tr>
 * <tr><td>still for {@value #STUCK_SECONDS} s</td><td>something was put there, or the camera was
 *     turned: it is the ground from now on, until the former ground is seen again</td></tr>
 * </table>
 *
 * <p>The free ground is learnt slowly while nothing is on it, and not at all beneath a vehicle. The
 * same pictures give the same answers. Confined to the recognizer's thread.
 */
final class OccupiedGround {

  static final int STUCK_SECONDS = 600;

  /** How much a cell's grey must differ from the free ground, 0–255. */
  private static final float DIFFERENCE = 14;

  /** How much the grey's slope must differ for an edge that the free ground does not have. */
  private static final float EDGE_DIFFERENCE = 12;

  /** Shares of the ground's cells: a vehicle comes, has gone, and the edges that it has. */
  private static final double COMES = 0.35;

  private static final double GONE = 0.15;
  private static final double EDGES = 0.12;

  /** Light: this share of the picture's cells differs by the same, within this many levels. */
  private static final double SAME_SHARE = 0.8;

  private static final int SAME_LEVELS = 10;

  /** Still: fewer cells than this share have moved since the last picture. */
  private static final double MOVING_SHARE = 0.02;

  private static final float MOVING_DIFFERENCE = 8;
  private static final double STILL_SECONDS = 1;

  /** Free ground is smoother than a vehicle by at least this factor. */
  private static final double SMOOTHER = 0.6;

  private static final double FREE_TIME_CONSTANT = 2;
  private static final double CROSSED_TIME_CONSTANT = 10;

  private static final float[] NONE = {};

  private final int width;
  private final boolean[] ground;
  private final int groundCells;
  private final float[] free;
  private final float[] now;
  private final float[] before;
  private float[] former = NONE;
  private final int[] levels = new int[511];
  private boolean begun;
  private boolean occupied;
  private double stillSeconds;

  /**
   * @param width of the small picture in cells
   * @param ground which of its cells show the piece of ground, row by row; at least one does
   */
  OccupiedGround(int width, boolean[] ground) {
    this.width = width;
    this.ground = ground.clone();
    int cells = 0;
    for (boolean inside : ground) {
      cells += inside ? 1 : 0;
    }
    groundCells = cells;
    free = new float[ground.length];
    now = new float[ground.length];
    before = new float[ground.length];
  }

  /**
   * Takes a picture.
   *
   * @param grey its grey levels, 0–255 unsigned, row by row
   * @param seconds since the last picture, not negative
   * @return whether a vehicle is there
   */
  boolean occupied(byte[] grey, double seconds) {
    System.arraycopy(now, 0, before, 0, now.length);
    for (int i = 0; i < now.length; i++) {
      now[i] = Byte.toUnsignedInt(grey[i]);
    }
    if (!begun) {
      begun = true;
      System.arraycopy(now, 0, free, 0, now.length);
      return false;
    }
    followLight();
    stillSeconds = moved() ? 0 : stillSeconds + seconds;
    double share = differing(free);
    boolean wasOccupied = occupied;
    occupied = occupied ? share > GONE : share >= COMES && edges() >= EDGES;
    if (occupied && !wasOccupied) {
      former = former.length > 0 ? former : free.clone();
    }
    if (occupied && isFreeAfterAll()) {
      occupied = false;
    }
    learn(seconds);
    return occupied;
  }

  private void followLight() {
    Arrays.fill(levels, 0);
    for (int i = 0; i < now.length; i++) {
      levels[255 + Math.round(now[i] - free[i])]++;
    }
    int median = -255;
    for (int seen = levels[0]; seen * 2 < now.length; seen += levels[255 + median]) {
      median++;
    }
    int same = 0;
    for (int level = -SAME_LEVELS; level <= SAME_LEVELS; level++) {
      int at = 255 + median + level;
      same += at >= 0 && at < levels.length ? levels[at] : 0;
    }
    if (Math.abs(median) > DIFFERENCE / 2 && same >= SAME_SHARE * now.length) {
      for (int i = 0; i < free.length; i++) {
        free[i] = Math.max(0, Math.min(255, free[i] + median));
      }
    }
  }

  private boolean moved() {
    int cells = 0;
    for (int i = 0; i < now.length; i++) {
      cells += ground[i] && Math.abs(now[i] - before[i]) > MOVING_DIFFERENCE ? 1 : 0;
    }
    return cells >= MOVING_SHARE * groundCells;
  }

  private double differing(float[] reference) {
    int cells = 0;
    for (int i = 0; i < now.length; i++) {
      cells += ground[i] && Math.abs(now[i] - reference[i]) > DIFFERENCE ? 1 : 0;
    }
    return (double) cells / groundCells;
  }

  private double edges() {
    int cells = 0;
    for (int i = width; i < now.length; i++) {
      if (ground[i] && i % width > 0) {
        float across = slope(now, i, 1) - slope(free, i, 1);
        float down = slope(now, i, width) - slope(free, i, width);
        cells += Math.max(Math.abs(across), Math.abs(down)) > EDGE_DIFFERENCE ? 1 : 0;
      }
    }
    return (double) cells / groundCells;
  }

  private static float slope(float[] levels, int at, int step) {
    return levels[at] - levels[at - step];
  }

  private boolean isFreeAfterAll() {
    if (former.length > 0 && differing(former) <= GONE) {
      System.arraycopy(former, 0, free, 0, free.length);
      return true;
    }
    boolean smoother = stillSeconds >= STILL_SECONDS && roughness(now) < SMOOTHER * roughness(free);
    if (smoother || stillSeconds >= STUCK_SECONDS) {
      System.arraycopy(now, 0, free, 0, free.length);
      former = smoother ? NONE : former;
      stillSeconds = 0;
      return true;
    }
    return false;
  }

  private double roughness(float[] levels) {
    double sum = 0;
    for (int i = width; i < levels.length; i++) {
      if (ground[i] && i % width > 0) {
        sum += Math.abs(slope(levels, i, 1)) + Math.abs(slope(levels, i, width));
      }
    }
    return sum;
  }

  private void learn(double seconds) {
    float often = (float) (1 - Math.exp(-seconds / FREE_TIME_CONSTANT));
    float seldom = (float) (1 - Math.exp(-seconds / CROSSED_TIME_CONSTANT));
    for (int i = 0; i < free.length; i++) {
      float difference = now[i] - free[i];
      boolean differs = Math.abs(difference) > DIFFERENCE;
      if (!(occupied && ground[i] && differs)) {
        free[i] += (differs ? seldom : often) * difference;
      }
    }
    if (!occupied && differing(free) <= GONE && stillSeconds > CROSSED_TIME_CONSTANT) {
      former = NONE;
    }
  }
}
