package io.wugan.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A street of 32 by 18 cells; its ground is the 16 by 12 cells in the middle. */
class OccupiedGroundTest {

  private static final int WIDTH = 32;
  private static final int HEIGHT = 18;
  private static final double STEP = 0.1;

  private final OccupiedGround ground = new OccupiedGround(WIDTH, middle());
  private final Random random = new Random(7);

  private static boolean[] middle() {
    boolean[] inside = new boolean[WIDTH * HEIGHT];
    for (int y = 3; y < 15; y++) {
      Arrays.fill(inside, y * WIDTH + 8, y * WIDTH + 24, true);
    }
    return inside;
  }

  /** Asphalt with a little noise. */
  private byte[] street(int level) {
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (level + random.nextInt(7) - 3);
    }
    return grey;
  }

  /** A vehicle from one column to another, with panes, a grille and lamps: every other row. */
  private static byte[] with(byte[] street, int from, int to) {
    byte[] grey = street.clone();
    for (int y = 3; y < 15; y++) {
      for (int x = Math.max(0, from); x < Math.min(WIDTH, to); x++) {
        grey[y * WIDTH + x] = (byte) (y % 2 == 0 ? 30 : 190);
      }
    }
    return grey;
  }

  private static byte[] shaded(byte[] street, int from, int to) {
    byte[] grey = street.clone();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = from; x < to; x++) {
        grey[y * WIDTH + x] = (byte) (Byte.toUnsignedInt(grey[y * WIDTH + x]) / 2);
      }
    }
    return grey;
  }

  private boolean after(byte[] picture, double seconds) {
    boolean occupied = false;
    for (double at = 0; at < seconds; at += STEP) {
      occupied = ground.occupied(picture, STEP);
    }
    return occupied;
  }

  private int occupiedOf(int pictures, int level) {
    int occupied = 0;
    for (int i = 0; i < pictures; i++) {
      occupied += ground.occupied(street(level), STEP) ? 1 : 0;
    }
    return occupied;
  }

  @Test
  void street_empty_isNeverOccupied() {
    assertThat(occupiedOf(300, 100)).isZero();
  }

  @Test
  void vehicle_drivingThrough_isOneStretch() {
    occupiedOf(20, 100);
    StringBuilder told = new StringBuilder();
    for (int x = -16; x < 40; x++) {
      told.append(ground.occupied(with(street(100), x, x + 16), STEP) ? 'V' : '.');
    }
    assertThat(told.toString()).matches("\\.{5,}V{20,}\\.{5,}");
  }

  @Test
  void vehicle_standing_staysUntilItLeaves() {
    occupiedOf(20, 100);
    assertThat(after(with(street(100), 8, 24), 120)).isTrue();
    assertThat(after(street(100), 0.1)).isFalse();
    assertThat(occupiedOf(100, 100)).isZero();
  }

  @Test
  void person_crossing_isNoVehicle() {
    occupiedOf(20, 100);
    for (int x = 0; x < 32; x++) {
      assertThat(ground.occupied(with(street(100), x, x + 3), STEP)).isFalse();
    }
  }

  @Test
  void shadow_ofSomebodyElse_isNoVehicle() {
    occupiedOf(20, 100);
    assertThat(after(shaded(street(100), 8, 24), 3)).isFalse();
    assertThat(occupiedOf(50, 100)).isZero();
  }

  @Test
  void light_thatChangesAtOnce_isNoVehicle() {
    occupiedOf(20, 100);
    assertThat(occupiedOf(20, 60)).isZero();
    assertThat(occupiedOf(20, 150)).isZero();
  }

  @Test
  void light_thatChangesSlowly_isNoVehicle() {
    for (int level = 60; level < 180; level++) {
      assertThat(occupiedOf(10, level)).isZero();
    }
  }

  @Test
  void vehicle_thereFromTheBeginning_groundIsLearntWhenItHasLeft() {
    after(with(street(100), 8, 24), 2);
    byte[] empty = street(100);
    after(empty, 2);
    assertThat(after(empty, 1)).isFalse();
    assertThat(after(with(street(100), 8, 24), 1)).isTrue();
    assertThat(after(empty, 1)).isFalse();
  }

  @Test
  void thing_putThere_isTheGroundAfterALongTime_andTheFormerOneWhenItIsTakenAway() {
    occupiedOf(20, 100);
    byte[] board = with(street(100), 8, 24);
    assertThat(after(board, OccupiedGround.STUCK_SECONDS - 5)).isTrue();
    assertThat(after(board, 10)).isFalse();
    assertThat(after(street(100), 1)).isFalse();
    assertThat(after(with(street(100), 10, 26), 1)).isTrue();
  }
}
