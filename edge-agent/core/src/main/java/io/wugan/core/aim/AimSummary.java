package io.wugan.core.aim;

import io.wugan.core.time.LotTime;

/**
 * Medians of the last plates that passed. Immutable.
 *
 * @param plates how many they are of, at least 1
 * @param medians each figure's median by itself
 * @param last when the last of them was seen
 */
public record AimSummary(int plates, AimFigures medians, LotTime last) {

  /** So many plates say how a camera is aimed; fewer are told, and not judged for good. */
  public static final int ENOUGH = 5;

  /**
   * @throws IllegalArgumentException if there are no plates
   */
  public AimSummary {
    if (plates < 1) {
      throw new IllegalArgumentException("at least one plate is wanted, not " + plates);
    }
  }

  /** Whether there are enough plates to judge by. */
  public boolean isEnough() {
    return plates >= ENOUGH;
  }

  /** How far the width of plates has gone from another one's, as a share of that one's. */
  public double widthDrift(AimSummary accepted) {
    return medians.plateWidthPx() / accepted.medians.plateWidthPx() - 1;
  }
}
