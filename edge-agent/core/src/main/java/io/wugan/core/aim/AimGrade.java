package io.wugan.core.aim;

/** How a figure stands to its limits, from good to bad. */
public enum AimGrade {
  /** As it should be. */
  GREEN,
  /** Plates are read, with less in hand than there should be. */
  AMBER,
  /** To be put right before the lane is signed off. */
  RED;

  /** The worse of two. */
  public AimGrade worse(AimGrade other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
