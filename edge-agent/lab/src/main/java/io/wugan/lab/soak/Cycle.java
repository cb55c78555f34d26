package io.wugan.lab.soak;

import io.wugan.lab.clip.ClipTruth;
import java.util.List;

/**
 * Holds the vehicles of a lane against its clip, which is played again and again: each must be the
 * one that comes after the last. Confined to one thread.
 */
final class Cycle {

  private final List<String> plates;
  private int next = -1;
  private int right;
  private int missed;
  private int wrong;

  Cycle(ClipTruth clip) {
    this.plates = clip.crossings().stream().map(ClipTruth.Vehicle::plate).toList();
  }

  /**
   * A vehicle was told. The first may be any.
   *
   * @param plate empty if it was not read
   */
  void take(String plate) {
    int place = plates.indexOf(plate);
    if (place < 0) {
      wrong++;
      next = next < 0 ? next : (next + 1) % plates.size(); // it stands for the one that is due
      return;
    }
    if (next >= 0) {
      missed += Math.floorMod(place - next, plates.size());
    }
    right++;
    next = (place + 1) % plates.size();
  }

  int right() {
    return right;
  }

  boolean isWhole() {
    return right > 0 && missed == 0 && wrong == 0;
  }

  @Override
  public String toString() {
    return right + " in order, " + missed + " not told, " + wrong + " misread";
  }
}
