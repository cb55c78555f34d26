package io.wugan.agent.bench;

/** A part of the way from a camera to a text. */
public enum Stage {
  /** From the recording to pixels. */
  DECODE("decode"),
  /** Does anything move? */
  GATE("motion gate"),
  /** Plates in the whole picture. */
  FIRST_PASS("detect, first pass"),
  /** Their corners, in close-ups. */
  SECOND_PASS("detect, second pass"),
  /** Upright. */
  RECTIFY("rectify"),
  /** Text and colour. */
  READ("read"),
  /** What a plate is measured for the aiming meter, a few times a vehicle; not in the rest. */
  AIM("aiming meter, a plate"),
  /** From pixels to texts, of a picture that was searched as a whole and shows a plate. */
  SEARCHED("whole frame, searched"),
  /** The same, of a picture in which nothing was found. */
  NOTHING_FOUND("whole frame, no plate"),
  /** From pixels to texts, of a picture in which known plates were followed. */
  FOLLOWED("whole frame, followed"),
  /** From pixels to texts, of a picture in which nothing moved. */
  LEFT_OUT("whole frame, left out");

  private final String label;

  Stage(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }
}
