package io.wugan.lab.clip;

/**
 * A pinhole camera beside the lane, looking along it.
 *
 * @param lane which lane it watches; the sign over the passage is blue at the entry, green at the
 *     exit
 * @param heightM height of the lens above the ground, metres
 * @param tiltDeg downward tilt, degrees
 * @param yawDeg turn to the right, degrees; negative to the left
 * @param fovDeg horizontal field of view, degrees
 * @param sideM how far left of the lane's centre the camera stands, metres; negative: right of it
 * @param lineM distance of the trip line from the camera along the lane, metres
 * @param exposureMs exposure time of one frame, milliseconds; what moves in it is smeared
 */
public record CameraSpec(
    Lane lane,
    double heightM,
    double tiltDeg,
    double yawDeg,
    double fovDeg,
    double sideM,
    double lineM,
    double exposureMs) {

  /** The lane a camera watches. */
  public enum Lane {
    ENTRY,
    EXIT
  }
}
