package io.wugan.core.evidence;

/** What a picture of a passage shows. */
public enum EvidenceKind {
  /** The whole view of the camera (全景图). */
  SCENE,
  /** The plate, upright (车牌特写). */
  PLATE
}
