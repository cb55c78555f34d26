package io.wugan.core.lane;

/** What a lane is for. */
public enum LaneRole {
  ENTRY,
  EXIT,
  /** 混进混出: the direction of each passage is found from its motion. */
  BIDIRECTIONAL
}
