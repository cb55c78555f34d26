package io.wugan.core.lane;

/** What it means for a lane that a plate comes nearer to its camera. */
public enum Approach {
  /** The camera sees entering vehicles from the front, or leaving ones from behind. */
  MEANS_ENTER,
  /** The camera sees leaving vehicles from the front, or entering ones from behind. */
  MEANS_EXIT,
  /** Nobody said how the camera looks: nothing follows from one vehicle's motion. */
  MEANS_NOTHING
}
