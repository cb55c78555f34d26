package io.wugan.core.lane;

/** What is out of the ordinary about a passage. It is a passage all the same. */
public enum PassageFlag {
  /** Left through an entry lane, or entered through an exit lane (逆行). */
  WRONG_WAY,
  /** So close behind or before another vehicle that a loop cannot tell the two apart (跟车). */
  TAILGATE,
  /** Showed a second plate, as a tractor with its trailer does. */
  SECOND_PLATE,
  /** Told by a loop or by motion alone; the camera saw no plate. */
  UNSEEN
}
